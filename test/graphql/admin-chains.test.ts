/** Chains as an administrator sets and reads them, and what is said of a call before it is made. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create } from '#test/graphql/admin-mutations.ts';
import { CHAIN_SET, startChainSetting } from '#test/graphql/chain-setting.ts';
import type { Data } from '#test/support/admin-gateway.ts';

const EXPLAIN = `query ($input: ChainExplainInput!) {
  chainExplain(input: $input) {
    configRevision
    model { name }
    steps { pluginName plugin { name } type scope scopeName position stage runs skippedBecause }
    targets { name probability priority provider { name } }
    refusal { code message }
    problems
  }
}`;
const LIMIT = { rateLimit: { limits: [{ limit: 1_000 }] } };
const DECORATE = { promptDecorator: { prepend: [{ role: 'SYSTEM', content: 'Be brief.' }] } };

test('every place has a chain with an id of its own before one is ever set', async (context) => {
  const { ask, ids } = await startChainSetting(context);
  const data = await ask(`{
    workspace: chain(scope: { workspace: true }) { ...Chain }
    routes(first: 9) { nodes { chain { ...Chain } } }
    gatewayModels(first: 9) { nodes { chain { ...Chain } } }
    consumerGroups(first: 9) { nodes { chain { ...Chain } } }
    consumers(first: 9) { nodes { chain { ...Chain } keys(first: 9) { nodes { chain { ...Chain } } } } }
    node(id: "chn_${ids.route}") { ...Chain }
  } fragment Chain on PluginChain { id scope revision entries { position } }`);
  const empty = (scope: string, id: string) => ({ id: `chn_${id}`, scope, revision: 0, entries: [] });
  assert.deepEqual(data.workspace, empty('WORKSPACE', 'workspace'));
  assert.deepEqual(data.routes.nodes[0].chain, empty('ROUTE', ids.route));
  assert.deepEqual(data.gatewayModels.nodes[0].chain, empty('MODEL', ids.model));
  assert.deepEqual(data.consumerGroups.nodes[0].chain, empty('CONSUMER_GROUP', ids.group));
  assert.deepEqual(data.consumers.nodes[0].chain, empty('CONSUMER', ids.consumer));
  assert.deepEqual(data.consumers.nodes[0].keys.nodes[0].chain, empty('API_KEY', ids.key));
  assert.deepEqual(data.node, empty('ROUTE', ids.route));
});

test('what is no place has no chain', async (context) => {
  const { askRaw, ids } = await startChainSetting(context);
  const chain = async (scope: string) =>
    (await askRaw(`{ chain(scope: ${scope}) { id } }`)).errors?.[0]?.extensions?.code;
  assert.equal(await chain('{ routeId: "rte_nothing" }'), 'NOT_FOUND');
  assert.equal(await chain(`{ routeId: "${ids.model}" }`), 'INVALID_REQUEST');
  assert.equal(await chain('{ workspace: false }'), 'INVALID_REQUEST');
  const { data } = await askRaw(`{ nodes(ids: ["chn_${ids.route}", "chn_rte_nothing", "chn_what"]) { id } }`);
  assert.deepEqual(data.nodes, [{ id: `chn_${ids.route}` }, null, null]);
});

test('a chain is set whole, in order, and read back as it was set', async (context) => {
  const { ids, plugin, setChain } = await startChainSetting(context);
  const [limit, words] = [await plugin('limit', LIMIT), await plugin('words', DECORATE)];
  const first = await setChain({ routeId: ids.route }, [
    { pluginId: words, stage: 'GUARD', onFailure: 'OPEN', timeout: '250ms' },
    { pluginId: limit, enabled: false },
  ]);
  assert.deepEqual(first.userErrors, []);
  const common = { enabled: true, stage: null, onFailure: null, timeout: 'PT5S' };
  assert.deepEqual(first.chain, {
    id: `chn_${ids.route}`,
    scope: 'ROUTE',
    revision: 1,
    entries: [
      { ...common, position: 0, stage: 'GUARD', onFailure: 'OPEN', timeout: 'PT0.25S', plugin: { name: 'words' } },
      { ...common, position: 1, enabled: false, plugin: { name: 'limit' } },
    ],
  });
  const second = await setChain({ routeId: ids.route }, [{ pluginId: limit }]);
  assert.deepEqual([second.chain.revision, second.chain.entries.length], [2, 1]);
});

test('nobody overwrites a chain that they have not seen, also one that was set for the first time', async (context) => {
  const { ask, ids, plugin, setChain } = await startChainSetting(context);
  const pluginId = await plugin('limit', LIMIT);
  await setChain({ modelId: ids.model }, [{ pluginId }]);
  const { chainSet } = await ask(CHAIN_SET, { scope: { modelId: ids.model }, expectedRevision: 0, entries: [] });
  assert.deepEqual(chainSet.conflict, { expected: 0, actual: 1 });
  assert.deepEqual(
    chainSet.chain.entries.map((entry: Data) => entry.plugin.name),
    ['limit'],
  );
});

test('a chain that cannot be is refused at the entry, and one that makes little sense is warned of', async (context) => {
  const { plugin, setChain } = await startChainSetting(context);
  const scope = { workspace: true };
  const [one, two] = [await plugin('one', { cache: {} }), await plugin('two', { cache: { ttl: '1h' } })];
  const twice = await setChain(scope, [{ pluginId: one }, { pluginId: two }]);
  assert.deepEqual(
    twice.userErrors.map(({ code, path }: Data) => [code, path]),
    [['DUPLICATE_PLUGIN', ['entries', '1']]],
  );
  const unknown = await setChain(scope, [{ pluginId: 'plg_nothing' }]);
  assert.deepEqual(unknown.userErrors[0].path, ['entries', '0', 'pluginId']);
  const guard = await plugin('guard', { patternGuard: { deny: ['x'] } });
  const early = await setChain(scope, [{ pluginId: one, stage: 'LIMIT' }, { pluginId: guard }]);
  assert.deepEqual(early.userErrors, []);
  assert.match(early.change.warnings.join(), /prompts that were not guarded/);
});

test('reading chains of many places costs as many queries as of a few', async (context) => {
  const gateway = await startChainSetting(context);
  const queries = '{ routes { nodes { name chain { entries { plugin { name usedIn { scope } } } } } } }';
  const pluginId = await gateway.plugin('limit', LIMIT, [{ routeId: gateway.ids.route }]);
  await create(gateway, 'route', { resource: { displayName: 'Bare' } });
  const cost = async () => {
    const before = gateway.app.admin.store.queryCount();
    await gateway.ask(queries);
    return gateway.app.admin.store.queryCount() - before;
  };
  const few = await cost();
  for (let count = 0; count < 10; count += 1) {
    const route = await create(gateway, 'route', { resource: { displayName: `Route ${count}` } });
    if (count % 2 === 0) await gateway.setChain({ routeId: route.id }, [{ pluginId }]);
  }
  assert.equal(await cost(), few);
});

test('a call is explained in the order in which it would run, with what does not and why', async (context) => {
  const { ask, ids, plugin, setChain } = await startChainSetting(context);
  const [wide, narrow] = [await plugin('wide', { cache: {} }), await plugin('narrow', { cache: {} })];
  const [limit, words] = [await plugin('limit', LIMIT), await plugin('words', DECORATE)];
  const log = await plugin('log', { requestLog: {} });
  await setChain({ workspace: true }, [{ pluginId: wide }, { pluginId: words }]);
  await setChain({ routeId: ids.route }, [{ pluginId: log, enabled: false }]);
  await setChain({ consumerGroupId: ids.group }, [{ pluginId: limit }]);
  await setChain({ apiKeyId: ids.key }, [{ pluginId: narrow }]);
  const { chainExplain } = await ask(EXPLAIN, { input: { apiKeyId: ids.key, route: 'test' } });
  assert.deepEqual(
    chainExplain.steps.map(({ pluginName, scope, scopeName, stage, runs, skippedBecause }: Data) =>
      [pluginName, scope, scopeName, stage, runs, skippedBecause].join(' '),
    ),
    [
      'limit CONSUMER_GROUP team LIMIT true ',
      'words WORKSPACE workspace TRANSFORM true ',
      'wide WORKSPACE workspace CACHE false REPLACED',
      'narrow API_KEY shop-backend CACHE true ',
      'log ROUTE test OBSERVE false DISABLED',
    ],
  );
  assert.deepEqual([chainExplain.model.name, chainExplain.refusal, chainExplain.problems], ['smart', null, []]);
  assert.deepEqual(
    chainExplain.targets.map(({ name, probability, provider }: Data) => [name, probability, provider.name]),
    [
      ['often', 0.75, 'demo'],
      ['seldom', 0.25, 'demo'],
      ['fallback', 0, 'demo'],
    ],
  );
  const anonymous = await ask(EXPLAIN, { input: { route: 'test' } });
  assert.deepEqual(
    anonymous.chainExplain.steps.map(({ pluginName, runs }: Data) => [pluginName, runs]),
    [
      ['words', true],
      ['wide', true],
      ['log', false],
    ],
  );
});

test('a refused call is explained as its caller would read it, and the reason is told beside it', async (context) => {
  const { ask, askRaw, ids } = await startChainSetting(context);
  const explain = async (input: object) => (await ask(EXPLAIN, { input })).chainExplain;
  const nameless = await explain({ apiKeyId: ids.key });
  assert.equal(nameless.refusal.code, 'INVALID_REQUEST');
  const unknown = await explain({ apiKeyId: ids.key, model: 'gpt-0' });
  assert.deepEqual([unknown.model, unknown.refusal.code], [null, 'MODEL_NOT_FOUND']);
  assert.equal((await explain({ model: 'smart' })).refusal.code, 'UNAUTHENTICATED');
  assert.equal((await explain({ route: 'none' })).refusal.code, 'NOT_FOUND');
  const pause = `mutation { apiKeyUpdate(id: "${ids.key}", expectedRevision: 1, input: { paused: true }) { userErrors { message } } }`;
  assert.deepEqual((await ask(pause)).apiKeyUpdate.userErrors, []);
  const paused = await explain({ apiKeyId: ids.key, route: 'test' });
  assert.equal(paused.refusal.code, 'UNAUTHENTICATED');
  assert.deepEqual(paused.problems, ['api key shop-backend: It is paused.']);
  const { errors } = await askRaw(EXPLAIN, { input: { apiKeyId: 'key_nothing' } });
  assert.equal(errors?.[0]?.extensions?.code, 'NOT_FOUND');
});
