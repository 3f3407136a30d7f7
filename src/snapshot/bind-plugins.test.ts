import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import type { PluginConfig } from '#core/config/document.ts';
import type { ConfigProblem } from '#core/config/problem.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { type AnyPlugin, definePlugin, type PluginTools } from '#core/plugin.ts';
import { buildSnapshot } from '#snapshot/build-snapshot.ts';
import * as make from '#test/support/config-document.ts';
import { registries, TEST_TYPES, toolsNamed } from '#test/support/registries.ts';

function problemsOf(plugins: readonly PluginConfig[], types: readonly AnyPlugin[] = TEST_TYPES) {
  const result = buildSnapshot({ document: make.documentOf({ plugins }), revision: 1 }, registries(types));
  return result.type === 'refused' ? result.problems : [];
}

function pathsOf(problems: readonly ConfigProblem[]): string[] {
  return problems.map(({ kind, name, path }) => `${kind} ${name}: ${path.join('.')}`);
}

/** Compiles by this function, and keeps what it was given. */
function typeOf(compile: (config: object, tools: PluginTools) => object): AnyPlugin {
  return definePlugin<object>({
    id: 'custom',
    title: 'Custom',
    summary: 'Is made for a test.',
    stage: 'transform',
    merge: 'stack',
    config: z.strictObject({ word: z.string().default('hello') }),
    example: {},
    onFailure: 'open',
    compile,
  });
}

test('refuses a plugin of a type that nobody wrote', () => {
  assert.deepEqual(pathsOf(problemsOf([make.plugin('one', 'unheard-of')])), ['plugin one: type']);
});

test('refuses a configuration at each field that is wrong, of every plugin, used or not', () => {
  const problems = problemsOf([
    make.plugin('one', 'guard', { limits: { most: 1.5, x: 1 }, y: 2 }),
    make.plugin('two', 'guard', { limits: 5 }),
  ]);
  assert.deepEqual(pathsOf(problems), [
    'plugin one: config.limits.most',
    'plugin one: config.limits.x',
    'plugin one: config.y',
    'plugin two: config.limits',
  ]);
});

test('refuses what a plugin refuses to compile, with its reason', () => {
  const plain = typeOf(() => {
    throw new Error('word: nobody says that.');
  });
  const [problem] = problemsOf([make.plugin('one', 'custom')], [plain]);
  assert.deepEqual([problem?.path, problem?.message], [['config'], 'word: nobody says that.']);
  const precise = typeOf(() => {
    const issues = [{ path: ['word'], message: 'Nobody says that.', code: 'custom' }];
    throw new GatewayError('INVALID_REQUEST', { issues });
  });
  const [told] = problemsOf([make.plugin('one', 'custom')], [precise]);
  assert.deepEqual([told?.path, told?.message], [['config', 'word'], 'Nobody says that.']);
});

test('compiles each instance once, with its parsed configuration and its own tools', () => {
  const compiled: unknown[][] = [];
  const type = typeOf((config, { name }) => {
    compiled.push([name, config]);
    return {};
  });
  const document = make.documentOf({
    routes: [make.route('test')],
    plugins: [make.plugin('one', 'custom'), make.plugin('two', 'custom', { word: 'bye' })],
    chains: [make.chain('workspace', null, ['one']), make.chain('route', 'rte_test', ['one', 'two'])],
  });
  const result = buildSnapshot({ document, revision: 1 }, registries([type]));
  assert.equal(result.type, 'built');
  const chain = result.snapshot.chainOf({ routeId: 'rte_test' });
  assert.deepEqual(compiled, [
    ['one', { word: 'hello' }],
    ['two', { word: 'bye' }],
  ]);
  const [wide, narrow, other] = chain;
  assert.equal(wide?.hooks, narrow?.hooks);
  assert.notEqual(wide?.hooks, other?.hooks);
  assert.deepEqual([wide?.scope, narrow?.scope], ['workspace', 'route']);
});

test('takes stage, failure mode and time limit from the entry, and what it leaves open from the type', () => {
  const document = make.documentOf({
    plugins: [make.plugin('one', 'custom'), make.plugin('two', 'custom')],
    chains: [
      make.chain('workspace', null, [
        'one',
        make.entry('two', { stage: 'observe', onFailure: 'closed', timeoutMs: 70 }),
      ]),
    ],
  });
  const result = buildSnapshot({ document, revision: 1 }, registries([typeOf(() => ({}))]));
  assert.equal(result.type, 'built');
  assert.deepEqual(result.snapshot.chainOf({}), [
    {
      instanceId: 'plg_one',
      name: 'one',
      type: 'custom',
      stage: 'transform',
      scope: 'workspace',
      operations: ['chat'],
      onFailure: 'open',
      timeoutMs: 5_000,
      hooks: {},
    },
    {
      instanceId: 'plg_two',
      name: 'two',
      type: 'custom',
      stage: 'observe',
      scope: 'workspace',
      operations: ['chat'],
      onFailure: 'closed',
      timeoutMs: 70,
      hooks: {},
    },
  ]);
});

test('what a plugin keeps outlives the snapshot that it was compiled for', async () => {
  const counter = typeOf((_config, { keyValue }) => ({ onSettled: () => keyValue.add('calls', 1, 60_000) }));
  const { keyValue, ...tools } = toolsNamed('counter');
  const shared = { ...registries([counter]), toolsOf: () => ({ ...tools, keyValue }) };
  for (const revision of [1, 2, 3]) {
    const document = make.documentOf({
      plugins: [make.plugin('counter', 'custom', { word: `word ${revision}` })],
      chains: [make.chain('workspace', null, ['counter'])],
    });
    const result = buildSnapshot({ document, revision }, shared);
    assert.equal(result.type, 'built');
    const [bound] = result.snapshot.chainOf({});
    await bound?.hooks.onSettled?.({} as never, { attempts: [], durationMs: 1 }); // The hook reads nothing of the call.
  }
  assert.equal(await keyValue.get('calls'), '3');
});
