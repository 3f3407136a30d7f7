import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quickStart } from '#admin/quick-start/quick-start.ts';
import type { QuickStartInput } from '#admin/quick-start/quick-start-input.ts';
import { parseApiKey } from '#http/api-key.ts';
import { furnish, SECRET } from '#test/admin/furnish.ts';
import { changed, DRY_RUN, openHouse, refused, WRITE } from '#test/admin/house.ts';

const DEMO: QuickStartInput = {
  provider: { kind: 'demo' },
  model: { upstreamModel: 'demo-1' },
  route: { path: '/test' },
};

test('one step leads from nothing to a route that can be called with its key', async (t) => {
  const { context, store, keyring } = await openHouse(t);
  const input: QuickStartInput = {
    ...DEMO,
    plugins: [
      { type: 'rate-limit', config: { limits: [{ limit: 5 }] } },
      { type: 'cache', config: {}, name: 'memory' },
    ],
  };
  const { result, config } = await changed(quickStart(input, context, WRITE));
  assert.deepEqual(await store.config.load(), config);
  assert.equal(config.revision, 1, 'one transaction');
  assert.deepEqual(
    [result.provider.name, result.model.name, result.route.name, result.consumer?.name, result.apiKey?.name],
    ['demo', 'demo-1', 'test', 'test', 'test-key'],
  );
  assert.deepEqual(
    config.document.plugins.map(({ name }) => name),
    ['rate-limit', 'memory'],
  );
  assert.deepEqual(
    result.chain?.entries.map(({ pluginId }) => pluginId),
    config.document.plugins.map(({ id }) => id),
  );
  assert.equal(result.chain?.scopeId, result.route.id);
  assert.equal(result.route.defaultModelId, result.model.id);
  assert.equal(result.model.targets[0]?.providerId, result.provider.id);
  const parsed = parseApiKey(result.plaintext ?? '');
  assert.equal(result.apiKey?.hash, keyring.hasher.hash(parsed?.secret ?? ''));
  assert.equal(result.apiKey?.consumerId, result.consumer?.id);
});

test('twice the same gives free names where none were given', async (t) => {
  const { context } = await openHouse(t);
  await changed(quickStart(DEMO, context, WRITE));
  const input = { ...DEMO, route: { path: '/other' }, key: {} };
  const { result } = await changed(quickStart(input, context, WRITE));
  assert.deepEqual(
    [result.provider.name, result.model.name, result.route.name, result.consumer?.name],
    ['demo-2', 'demo-1-2', 'other', 'other'],
  );
  const third = await changed(quickStart({ ...DEMO, route: {} }, context, WRITE));
  assert.deepEqual([third.result.route.name, third.result.route.path], ['demo-1', null]);
});

test('a route for everybody gets a key only where one was asked for', async (t) => {
  const { context } = await openHouse(t);
  const open = { ...DEMO, route: { path: '/open', access: 'anonymous' } } as const;
  const { result } = await changed(quickStart({ ...open, key: null }, context, WRITE));
  assert.deepEqual([result.consumer, result.apiKey, result.plaintext, result.chain], [null, null, null, null]);
  const asked = { ...open, route: { ...open.route, path: '/asked' }, key: { name: 'mine' } };
  const second = await changed(quickStart(asked, context, WRITE));
  assert.deepEqual([second.result.apiKey?.name, second.result.consumer?.name], ['mine', 'mine']);
});

test('a provider that is there is used, and a new one keeps its secret sealed', async (t) => {
  const house = await openHouse(t);
  const { providerId } = await furnish(house);
  const known = { ...DEMO, provider: { providerId }, route: { path: '/known' } };
  assert.equal((await changed(quickStart(known, house.context, WRITE))).result.provider.id, providerId);
  const fresh = { ...DEMO, provider: { kind: 'openai', secret: `${SECRET}x` }, route: { path: '/fresh' } };
  const outcome = await changed(quickStart(fresh, house.context, WRITE));
  assert.equal(JSON.stringify(outcome).includes(SECRET), false);
  const credential = outcome.config.document.credentials.find(
    ({ providerId: owner }) => owner === outcome.result.provider.id,
  );
  assert.equal(house.store.secrets.open(credential?.id ?? ''), `${SECRET}x`);
});

test('a dry run shows everything but a key', async (t) => {
  const { context, store } = await openHouse(t);
  const { result } = await changed(quickStart(DEMO, context, DRY_RUN));
  assert.equal(result.plaintext, null);
  assert.notEqual(result.apiKey, null);
  assert.equal((await store.config.load()).revision, 0);
});

test('every problem is told at its place in the input, and nothing is made', async (t) => {
  const house = await openHouse(t);
  await furnish(house);
  const start = (parts: Partial<QuickStartInput>) => refused(quickStart({ ...DEMO, ...parts }, house.context, WRITE));
  assert.deepEqual(
    await start({
      provider: { kind: 'openai-compatible', baseUrl: 'http://10.0.0.1', secret: 'a b', timeouts: { idleMs: -1 } },
      model: { name: 'small', upstreamModel: 'x' },
      route: { name: 'Bad Name', path: '/test' },
      plugins: [
        { type: 'cache', config: { ttl: 'soon' }, name: 'limit' },
        { type: 'cache', config: {} },
      ],
      key: { name: 'laptop' },
    }),
    [
      'out-of-range input.provider.timeouts.idle',
      'address-blocked input.provider.baseUrl',
      'invalid input.provider.credential',
      'taken input.model.name',
      'invalid input.route.name',
      'taken input.route.path',
      'taken input.plugins.0.name',
      'invalid input.plugins.0.config.ttl',
      'duplicate-plugin input.plugins.1',
      'taken input.key.name',
    ],
  );
  assert.deepEqual(await start({ provider: { providerId: 'prv_none' } }), ['not-found input.providerId']);
  assert.deepEqual(await start({ provider: { kind: 'nonsense' }, route: {} }), ['invalid input.provider.kind']);
  assert.deepEqual(await start({ model: { upstreamModel: '' } }), ['required input.model.upstreamModel']);
  assert.deepEqual(await start({ route: { path: '/v1/x' } }), ['invalid input.route.path']);
  assert.deepEqual(await start({ plugins: [{ type: 'nonsense', config: {} }], route: {} }), [
    'not-found input.plugins.0.type',
  ]);
  assert.equal((await house.store.config.load()).document.providers.length, 1);
});
