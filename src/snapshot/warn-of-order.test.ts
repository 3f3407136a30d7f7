import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChainConfig, ConfigDocument } from '#core/config/document.ts';
import { PLUGIN_STAGES } from '#core/plugin.ts';
import { buildSnapshot } from '#snapshot/build-snapshot.ts';
import * as make from '#test/support/config-document.ts';
import { registries, TEST_TYPES } from '#test/support/registries.ts';

/** Warnings as `chain: path: message`; there is a plugin named after each type. */
function warningsOf(chains: readonly ChainConfig[], parts: Partial<ConfigDocument> = {}): string[] {
  const document = make.documentOf({
    providers: [make.provider('vendor')],
    models: ['smart', 'other'].map((name) => make.model(name, [make.target('vendor')])),
    routes: [make.route('test'), make.route('narrow', { allowedModelIds: ['mdl_other'] })],
    consumerGroups: [make.group('team'), make.group('strangers')],
    consumers: [make.consumer('shop', ['team'])],
    apiKeys: [make.apiKey('backend', 'shop')],
    plugins: TEST_TYPES.map(({ id }) => make.plugin(id, id)),
    chains,
    ...parts,
  });
  const result = buildSnapshot({ document, revision: 1 }, registries());
  assert.equal(result.type, 'built');
  return result.warnings.map(({ name, path, message }) => `${name}: ${path.join('.')}: ${message}`);
}

const EARLY_CACHE = make.entry('cache', { stage: 'authenticate' });

test('has nothing to say of chains in which every plugin runs at the stage of its type', () => {
  const all = TEST_TYPES.map(({ id }) => id).toReversed();
  assert.deepEqual(warningsOf([make.chain('workspace', null, all), make.chain('route', 'rte_test', all)]), []);
});

test('has nothing to say of a moved plugin that overtakes nobody', () => {
  assert.deepEqual(warningsOf([make.chain('workspace', null, [EARLY_CACHE, 'observe'])]), []);
  // Moved, and in its chain behind what it must not overtake.
  assert.deepEqual(warningsOf([make.chain('workspace', null, ['authenticate', EARLY_CACHE])]), []);
});

test('warns of a cache that answers before callers are known, limited and guarded, and says why', () => {
  assert.deepEqual(warningsOf([make.chain('workspace', null, [EARLY_CACHE, 'authenticate', 'limit', 'guard'])]), [
    'workspace: entries.0.stage: cache was moved to the stage authenticate and so runs before authenticate: callers that would be refused get kept answers.',
    'workspace: entries.0.stage: cache was moved to the stage authenticate and so runs before limit: kept answers are given without being limited.',
    'workspace: entries.0.stage: cache was moved to the stage authenticate and so runs before guard: kept answers are given to prompts that were not guarded.',
  ]);
});

test('warns of an observer that sees prompts before a guard, and of a guard that comes too late', () => {
  const early = warningsOf([make.chain('workspace', null, ['guard', make.entry('observe', { stage: 'limit' })])]);
  assert.equal(early.length, 1);
  assert.match(early[0] ?? '', /^workspace: entries\.1\.stage: observe .* before guard: prompts are seen/);
  const late = warningsOf([make.chain('workspace', null, [make.entry('guard', { stage: 'observe' }), 'cache'])]);
  assert.equal(late.length, 1);
  assert.match(late[0] ?? '', /^workspace: entries\.0\.stage: guard .* after cache: kept answers/);
});

test('judges chains as a call passes them together, across all scopes, and tells the one with the moved entry', () => {
  const owners = [
    ['route', 'rte_test', 'route test'],
    ['model', 'mdl_smart', 'model smart'],
    ['consumer-group', 'grp_team', 'consumer group team'],
    ['consumer', 'csm_shop', 'consumer shop'],
    ['api-key', 'key_backend', 'api key backend'],
  ] as const;
  for (const [scope, id, name] of owners) {
    const narrow = warningsOf([make.chain('workspace', null, ['limit']), make.chain(scope, id, [EARLY_CACHE])]);
    assert.equal(narrow.length, 1, name);
    assert.ok(narrow[0]?.startsWith(`${name}: entries.0.stage: cache`), narrow[0]);
    const wide = warningsOf([make.chain('workspace', null, [EARLY_CACHE]), make.chain(scope, id, ['limit'])]);
    assert.equal(wide.length, 1, name);
    assert.ok(wide[0]?.startsWith('workspace: entries.0.stage: cache'), wide[0]);
  }
});

test('has nothing to say of chains that no call passes together', () => {
  const apart: [ChainConfig, ChainConfig][] = [
    [make.chain('route', 'rte_test', [EARLY_CACHE]), make.chain('route', 'rte_narrow', ['limit'])],
    [make.chain('model', 'mdl_smart', [EARLY_CACHE]), make.chain('model', 'mdl_other', ['limit'])],
    [make.chain('route', 'rte_narrow', [EARLY_CACHE]), make.chain('model', 'mdl_smart', ['limit'])],
    [make.chain('model', 'mdl_smart', [EARLY_CACHE]), make.chain('route', 'rte_narrow', ['limit'])],
    [make.chain('consumer-group', 'grp_strangers', [EARLY_CACHE]), make.chain('api-key', 'key_backend', ['limit'])],
  ];
  for (const pair of apart) assert.deepEqual(warningsOf(pair), []);
  const together = [make.chain('route', 'rte_narrow', [EARLY_CACHE]), make.chain('model', 'mdl_other', ['limit'])];
  assert.equal(warningsOf(together).length, 1);
});

test('judges what runs: neither what is switched off nor what a narrower scope replaces', () => {
  const off = [make.chain('workspace', null, [{ ...EARLY_CACHE, enabled: false }, 'limit'])];
  assert.deepEqual(warningsOf(off), []);
  const early = make.entry('memo', { stage: 'authenticate' });
  const replaced = [make.chain('workspace', null, [early]), make.chain('route', 'rte_test', ['memo', 'limit'])];
  assert.deepEqual(warningsOf(replaced), []);
  const ofBoth = [make.chain('workspace', null, [early]), make.chain('route', 'rte_test', ['limit'])];
  assert.equal(warningsOf(ofBoth).length, 1);
});

test('tells a pair once where both were moved, and names many in one sentence', () => {
  const both = [make.chain('workspace', null, [EARLY_CACHE, make.entry('limit', { stage: 'observe' })])];
  assert.equal(warningsOf(both).length, 1);
  const plugins = [
    make.plugin('cache', 'cache'),
    ...['a', 'b', 'c', 'd', 'e'].map((name) => make.plugin(name, 'limit')),
  ];
  const many = warningsOf([make.chain('workspace', null, [EARLY_CACHE, 'a', 'b', 'c', 'd', 'e'])], { plugins });
  assert.equal(many.length, 1);
  assert.match(many[0] ?? '', /before a, b, c and others:/);
});

test('a warning never keeps a configuration from running', () => {
  const stages = PLUGIN_STAGES.toReversed();
  const reversed = PLUGIN_STAGES.map((id, index) => make.entry(id, { stage: stages[index] ?? null }));
  assert.ok(warningsOf([make.chain('workspace', null, reversed)]).length > 0);
});
