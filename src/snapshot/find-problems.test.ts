import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResourceKind } from '#core/config/difference.ts';
import type { ConfigDocument } from '#core/config/document.ts';
import { buildSnapshot } from '#snapshot/build-snapshot.ts';
import * as make from '#test/support/config-document.ts';
import { registries } from '#test/support/registries.ts';

/** Every refusal as `kind name: path`. */
function refusalsOf(parts: Partial<ConfigDocument>): string[] {
  const result = buildSnapshot({ document: make.documentOf(parts), revision: 1 }, registries());
  if (result.type === 'built') return [];
  return result.problems
    .filter(({ severity }) => severity === 'error')
    .map(({ kind, name, path }) => `${kind} ${name}: ${path.join('.')}`);
}

const VENDOR = make.provider('vendor');
const SMART = make.model('smart', [make.target('vendor')]);

test('an empty configuration runs', () => {
  assert.deepEqual(refusalsOf({}), []);
});

test('refuses every reference to nothing, each at its field', () => {
  const refusals = refusalsOf({
    credentials: [make.credential('one', 'gone')],
    models: [make.model('smart', [make.target('gone')])],
    routes: [make.route('test', { defaultModelId: 'mdl_gone', allowedModelIds: ['mdl_smart', 'mdl_gone'] })],
    consumerGroups: [make.group('team', { allowedModelIds: ['mdl_gone'] })],
    consumers: [make.consumer('shop', ['team', 'gone'])],
    apiKeys: [
      make.apiKey('backend', 'shop', { allowedModelIds: ['mdl_gone'], allowedRouteIds: ['rte_test', 'rte_gone'] }),
      make.apiKey('orphan', 'gone'),
    ],
    chains: [make.chain('workspace', null, ['gone'])],
  });
  assert.deepEqual(refusals, [
    'credential one: providerId',
    'model smart: targets.0.providerId',
    'route test: defaultModelId',
    'route test: allowedModelIds.1',
    'consumer-group team: allowedModelIds.0',
    'consumer shop: groupIds.1',
    'api-key backend: allowedModelIds.0',
    'api-key backend: allowedRouteIds.1',
    'api-key orphan: consumerId',
    'chain workspace: entries.0.pluginId',
  ]);
});

test('refuses a chain whose place does not exist, or is said twice or wrongly', () => {
  assert.deepEqual(
    refusalsOf({
      routes: [make.route('test')],
      chains: [
        make.chain('route', 'rte_gone', []),
        make.chain('model', 'rte_test', []),
        make.chain('consumer', null, []),
        make.chain('workspace', 'rte_test', []),
      ].map((chain, index) => ({ ...chain, id: `chn_${index}` })),
    }),
    [
      'chain route rte_gone: scopeId',
      'chain model rte_test: scopeId',
      'chain consumer null: scopeId',
      'chain workspace: scopeId',
    ],
  );
  const twice = [make.chain('workspace', null, []), { ...make.chain('workspace', null, []), id: 'chn_other' }];
  assert.deepEqual(refusalsOf({ chains: twice }), ['chain workspace: scopeId']);
});

test('tells every holder of a name that it is not alone', () => {
  const pairs: [ResourceKind, Partial<ConfigDocument>][] = [
    ['provider', { providers: [VENDOR, { ...VENDOR, id: 'prv_2' }] }],
    ['credential', twoOf('credentials', make.credential('same', 'vendor'))],
    ['route', twoOf('routes', make.route('same', { path: null }))],
    ['consumer-group', twoOf('consumerGroups', make.group('same'))],
    ['consumer', twoOf('consumers', make.consumer('same'))],
    ['api-key', { ...twoOf('apiKeys', make.apiKey('same', 'shop')), consumers: [make.consumer('shop')] }],
    ['plugin', twoOf('plugins', make.plugin('same', 'guard'))],
    ['model', twoOf('models', { ...SMART, name: 'same' })],
  ];
  for (const [kind, parts] of pairs) {
    const name = kind === 'provider' ? 'vendor' : 'same';
    const document = { providers: [VENDOR], ...parts };
    assert.deepEqual(refusalsOf(document), [`${kind} ${name}: name`, `${kind} ${name}: name`]);
  }
});

function twoOf<List extends keyof ConfigDocument>(list: List, item: ConfigDocument[List][number]) {
  return { [list]: [item, { ...item, id: `${item.id}2` }] };
}

test('kinds do not share names', () => {
  const parts = { providers: [VENDOR], plugins: [make.plugin('vendor', 'guard')], routes: [make.route('vendor')] };
  assert.deepEqual(refusalsOf(parts), []);
});

test('refuses an alias that is the name or an alias of another model, or stands twice', () => {
  const refusals = refusalsOf({
    providers: [VENDOR],
    models: [
      { ...SMART, aliases: ['fast', 'own', 'own', 'smart'] },
      make.model('fast', [make.target('vendor')], { aliases: ['third'] }),
      make.model('other', [make.target('vendor')], { aliases: ['third'] }),
    ],
  });
  assert.deepEqual(refusals, [
    'model smart: name',
    'model smart: aliases.0',
    'model smart: aliases.1',
    'model smart: aliases.2',
    'model smart: aliases.3',
    'model fast: name',
    'model fast: aliases.0',
    'model other: aliases.0',
  ]);
});

test('refuses malformed names, and lets models be called as vendors call them', () => {
  const bad = ['', 'Shop', 'my shop', '-shop', 'shop-', 'shöp', 'a/b', 'a'.repeat(64)];
  assert.equal(refusalsOf({ consumers: bad.map((name) => make.consumer(name)) }).length, bad.length);
  assert.deepEqual(
    refusalsOf({ consumers: ['a', '9', 'my-shop-2', 'a'.repeat(63)].map((name) => make.consumer(name)) }),
    [],
  );
  const good = ['openai/gpt-5.1', 'llama3:8b', 'GPT_4', 'a'];
  const models = (names: readonly string[]) => names.map((name) => make.model(name, [make.target('vendor')]));
  assert.deepEqual(refusalsOf({ providers: [VENDOR], models: models(good) }), []);
  const badModels = ['', 'gpt 5', '/gpt', 'gpt/', 'gpt@5', 'a'.repeat(129)];
  assert.equal(refusalsOf({ providers: [VENDOR], models: models(badModels) }).length, badModels.length);
  const aliased = { ...SMART, aliases: ['fine', 'not fine'] };
  assert.deepEqual(refusalsOf({ providers: [VENDOR], models: [aliased] }), ['model smart: aliases.1']);
});

test('refuses paths that are malformed, reserved or taken, also of routes that are switched off', () => {
  const routes = [
    make.route('bare', { path: 'bare' }),
    make.route('reserved', { path: '/v1/chat' }),
    make.route('one', { path: '/same' }),
    make.route('two', { path: '/same', enabled: false }),
    make.route('unreachable', { path: null }),
    make.route('unreachable-too', { path: null }),
  ];
  assert.deepEqual(refusalsOf({ routes }), [
    'route bare: path',
    'route reserved: path',
    'route one: path',
    'route two: path',
  ]);
});

test('refuses a second plugin of a type that stands alone in one chain, but not one that is switched off', () => {
  const plugins = [make.plugin('one', 'memo'), make.plugin('two', 'memo'), make.plugin('guard', 'guard')];
  const withEntries = (entries: Parameters<typeof make.chain>[2]) => ({
    plugins,
    routes: [make.route('test')],
    chains: [make.chain('route', 'rte_test', entries)],
  });
  assert.deepEqual(refusalsOf(withEntries(['one', 'guard', 'two'])), ['chain route test: entries.2.pluginId']);
  assert.deepEqual(refusalsOf(withEntries(['one', make.entry('two', { stage: 'guard' })])), [
    'chain route test: entries.1.pluginId',
  ]);
  assert.deepEqual(refusalsOf(withEntries(['one', make.entry('two', { enabled: false })])), []);
});

test('refuses numbers that no call could work with', () => {
  const refusals = refusalsOf({
    providers: [make.provider('vendor', { timeouts: { connectMs: 0, idleMs: 5, totalMs: Number.NaN } })],
    credentials: [make.credential('one', 'vendor', { weight: -1 })],
    models: [
      make.model(
        'smart',
        [
          make.target('vendor', { weight: -1 }),
          make.target('vendor', { priority: Number.NaN }),
          make.target('vendor', { name: 'spare', weight: 0 }),
        ],
        { maxAttempts: 0 },
      ),
    ],
    plugins: [make.plugin('guard', 'guard')],
    chains: [make.chain('workspace', null, [make.entry('guard', { timeoutMs: 0 })])],
  });
  assert.deepEqual(refusals, [
    'provider vendor: timeouts.connectMs',
    'provider vendor: timeouts.totalMs',
    'credential one: weight',
    'model smart: maxAttempts',
    'model smart: targets.0.weight',
    'model smart: targets.1.name',
    'model smart: targets.1.priority',
    'chain workspace: entries.0.timeoutMs',
  ]);
});

test('refuses an id that is there twice, and one that is not of a key', () => {
  assert.deepEqual(refusalsOf({ consumers: [make.consumer('one'), make.consumer('two', [], { id: 'csm_one' })] }), [
    'consumer two: id',
  ]);
  const consumers = [make.consumer('shop')];
  assert.deepEqual(refusalsOf({ consumers, apiKeys: [make.apiKey('one', 'shop', { id: 'one' })] }), [
    'api-key one: id',
  ]);
});
