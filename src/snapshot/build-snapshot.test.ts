import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConfigDocument } from '#core/config/document.ts';
import { buildSnapshot } from '#snapshot/build-snapshot.ts';
import * as make from '#test/support/config-document.ts';
import { registries } from '#test/support/registries.ts';

function build(parts: Partial<ConfigDocument>) {
  const result = buildSnapshot({ document: make.documentOf(parts), revision: 7 }, registries());
  assert.equal(result.type, 'built', JSON.stringify(result));
  const warnings = result.warnings.map(({ kind, name, path }) => `${kind} ${name}: ${path.join('.')}`);
  return { ...result.snapshot, warnings };
}

const VENDOR = make.provider('vendor');

test('says which revision it is and when it was built', () => {
  const { revision, builtAt } = build({});
  assert.deepEqual([revision, builtAt], [7, 1_700_000_000_000]);
});

test('finds a model by its name and by every alias', () => {
  const smart = make.model('smart', [make.target('vendor')], { aliases: ['clever', 'openai/gpt-5.1'] });
  const { models } = build({ providers: [VENDOR], models: [smart] });
  assert.deepEqual([...models.keys()], ['smart', 'clever', 'openai/gpt-5.1']);
  assert.equal(models.get('clever'), models.get('smart'));
});

test('lists the targets of a model by priority and then by name, and asks each once unless told otherwise', () => {
  const targets = [
    make.target('vendor', { name: 'late', priority: 2 }),
    make.target('vendor', { name: 'b' }),
    make.target('vendor', { name: 'a', upstreamModel: 'upstream-9', weight: 5 }),
  ];
  const models = [make.model('smart', targets), make.model('patient', targets, { maxAttempts: 9 })];
  const snapshot = build({ providers: [VENDOR], models });
  const smart = snapshot.models.get('smart');
  assert.deepEqual(
    smart?.targets.map(({ name }) => name),
    ['a', 'b', 'late'],
  );
  const [first] = smart?.targets ?? [];
  assert.deepEqual([first?.upstreamModel, first?.weight, first?.provider.name], ['upstream-9', 5, 'vendor']);
  assert.equal(smart?.maxAttempts, 3);
  assert.equal(snapshot.models.get('patient')?.maxAttempts, 9);
});

test('leaves out what is switched off, without a word where the rest goes on', () => {
  const off = make.provider('off', { enabled: false });
  const { models, routesByName, routesByPath, warnings } = build({
    providers: [VENDOR, off],
    models: [
      make.model('smart', [make.target('off', { priority: -1 }), make.target('vendor')]),
      make.model('retired', [make.target('vendor')], { enabled: false }),
    ],
    routes: [make.route('closed', { enabled: false })],
  });
  assert.deepEqual([...models.keys()], ['smart']);
  assert.deepEqual(
    models.get('smart')?.targets.map(({ name }) => name),
    ['vendor'],
  );
  assert.equal(models.get('smart')?.maxAttempts, 1);
  assert.equal(routesByName.size + routesByPath.size, 0);
  assert.deepEqual(warnings, []);
});

test('leaves out a model without any target left, and warns of it', () => {
  const { models, warnings } = build({
    providers: [make.provider('off', { enabled: false })],
    models: [make.model('smart', [make.target('off')]), make.model('empty', [])],
  });
  assert.equal(models.size, 0);
  assert.deepEqual(warnings, ['model smart: targets', 'model empty: targets']);
});

test('keeps a target whose provider lacks a credential, and warns of it', () => {
  const { models, warnings } = build({
    providers: [make.provider('vendor', { kind: 'bearer' })],
    models: [make.model('smart', [make.target('vendor')])],
  });
  assert.equal(models.get('smart')?.targets.length, 1);
  assert.deepEqual(warnings, ['provider vendor: ']);
});

test('finds a route by its name and, where it has one, by its path', () => {
  const { routesByName, routesByPath, models } = build({
    providers: [VENDOR],
    models: [make.model('smart', [make.target('vendor')])],
    routes: [
      make.route('test', { defaultModelId: 'mdl_smart', allowedModelIds: ['mdl_smart'], access: 'anonymous' }),
      make.route('inside', { path: null }),
    ],
  });
  assert.deepEqual([...routesByName.keys()], ['test', 'inside']);
  assert.deepEqual([...routesByPath.keys()], ['/test']);
  const found = routesByPath.get('/test');
  assert.equal(found, routesByName.get('test'));
  assert.equal(found?.defaultModel, models.get('smart'));
  assert.deepEqual(found?.allowedModels, new Set(['mdl_smart']));
  assert.equal(found?.access, 'anonymous');
  assert.equal(routesByName.get('inside')?.allowedModels, 'all');
});

test('warns of a route whose default model its callers cannot use', () => {
  const { routesByName, warnings } = build({
    providers: [VENDOR],
    models: [
      make.model('smart', [make.target('vendor')]),
      make.model('retired', [make.target('vendor')], { enabled: false }),
    ],
    routes: [
      make.route('lost', { defaultModelId: 'mdl_retired' }),
      make.route('shut', { defaultModelId: 'mdl_smart', allowedModelIds: ['mdl_retired'] }),
    ],
  });
  assert.equal(routesByName.get('lost')?.defaultModel, null);
  // Nothing that it allows can be used now, which must not come out as all.
  assert.deepEqual(routesByName.get('shut')?.allowedModels, new Set(['mdl_retired']));
  assert.deepEqual(warnings, ['route lost: defaultModelId', 'route shut: defaultModelId']);
});

test('tells everything that is wrong at once, of every kind', () => {
  const document = make.documentOf({
    providers: [make.provider('Vendor', { kind: 'unheard-of' })],
    models: [make.model('smart', [make.target('gone')])],
    routes: [make.route('test', { path: '/v1/test' })],
    apiKeys: [make.apiKey('backend', 'gone')],
    plugins: [make.plugin('one', 'guard', { x: 1 }), make.plugin('two', 'unheard-of')],
  });
  const result = buildSnapshot({ document, revision: 1 }, registries());
  assert.equal(result.type, 'refused');
  const errors = result.problems.filter(({ severity }) => severity === 'error');
  assert.deepEqual(errors.map(({ kind, path }) => `${kind} ${path.join('.')}`).sort(), [
    'api-key consumerId',
    'model targets.0.providerId',
    'plugin config.x',
    'plugin type',
    'provider kind',
    'provider name',
    'route path',
  ]);
});

test('a place of a call is answered with the same chain every time', () => {
  const plugins = [make.plugin('one', 'guard')];
  const { chainOf } = build({ plugins, chains: [make.chain('workspace', null, ['one'])] });
  const place = { routeId: 'rte_1', groupIds: ['grp_1'] };
  assert.equal(chainOf(place), chainOf({ ...place }));
  assert.equal(chainOf({})[0], chainOf(place)[0]);
});

test('the caller of an older snapshot does not settle the chain of those that come after it', () => {
  const { chainOf } = build({
    consumerGroups: [make.group('team')],
    consumers: [make.consumer('shop', ['team'])],
    apiKeys: [make.apiKey('backend', 'shop')],
    plugins: [make.plugin('one', 'guard')],
    chains: [make.chain('consumer-group', 'grp_team', ['one'])],
  });
  const place = { keyId: 'key_backend', consumerId: 'csm_shop' };
  assert.equal(chainOf({ ...place, groupIds: [] }).length, 0);
  assert.equal(chainOf({ ...place, groupIds: ['grp_team'] }).length, 1);
});
