/** What reading the configuration costs: as many statements for a long list as for a short one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ConfigDocument, EMPTY_DOCUMENT } from '#core/config/document.ts';
import { type AdminGateway, startAdminGateway } from '#test/support/admin-gateway.ts';

const MODELS = `query ($first: Int!) {
  gatewayModels(first: $first) {
    totalCount
    nodes { name targets { name upstreamModel provider { name usedBy { name } credentials { name fingerprint } } } }
  }
}`;

const KEYS = `query ($first: Int!) {
  apiKeys(first: $first) {
    nodes {
      name status
      allowedModels { name } allowedRoutes { name defaultModel { name } }
      consumer { name groups { name allowedModels { name } } }
    }
  }
}`;

test('a list of 50 models with their targets, providers and credentials costs a fixed number of queries', async (context) => {
  const gateway = await startAdminGateway(context);
  await fill(gateway, 50);
  const costOf = meter(gateway);
  const few = await costOf(MODELS, 5);
  const many = await costOf(MODELS, 50);
  assert.deepEqual([few.data.gatewayModels.nodes.length, many.data.gatewayModels.nodes.length], [5, 50]);
  for (const { name, targets } of many.data.gatewayModels.nodes) {
    const providers = targets.map(({ provider }: { provider: object }) => provider);
    const wanted = ['a', 'b'].map((side) => ({ name: `${name}-${side}`, usedBy: [{ name }], credentials: 2 }));
    const found = providers.map((one: { credentials: object[] }) => ({ ...one, credentials: one.credentials.length }));
    assert.deepEqual(found, wanted);
  }
  assert.equal(many.queries, few.queries);
  context.diagnostic(`${many.queries} statements for 5 models as for 50`);
});

test('a list of 50 keys with all that they name costs a fixed number of queries', async (context) => {
  const gateway = await startAdminGateway(context);
  await fill(gateway, 50);
  const costOf = meter(gateway);
  const few = await costOf(KEYS, 5);
  const many = await costOf(KEYS, 50);
  assert.deepEqual([few.data.apiKeys.nodes.length, many.data.apiKeys.nodes.length], [5, 50]);
  for (const { name, consumer, allowedModels, allowedRoutes } of many.data.apiKeys.nodes) {
    assert.deepEqual(allowedModels, [{ name }]);
    assert.deepEqual(allowedRoutes, [{ name, defaultModel: { name } }]);
    assert.deepEqual(consumer, { name, groups: [{ name, allowedModels: [{ name }] }] });
  }
  assert.equal(many.queries, few.queries);
  context.diagnostic(`${many.queries} statements for 5 keys as for 50`);
});

function meter({ app: { admin }, ask }: AdminGateway) {
  const count = () => admin.store.queryCount();
  return async (query: string, first: number) => {
    const before = count();
    const data = await ask(query, { first });
    return { data, queries: count() - before };
  };
}

/** Nothing is shared: whatever is loaded one by one shows at once in the number of statements. */
async function fill({ app }: AdminGateway, count: number): Promise<void> {
  const parts = Array.from({ length: count }, (_, index) => partsOf(`thing-${String(index).padStart(3, '0')}`));
  const document: ConfigDocument = {
    ...EMPTY_DOCUMENT,
    providers: parts.flatMap(({ providers }) => providers),
    credentials: parts.flatMap(({ credentials }) => credentials),
    models: parts.map(({ model }) => model),
    routes: parts.map(({ route }) => route),
    consumerGroups: parts.map(({ group }) => group),
    consumers: parts.map(({ consumer }) => consumer),
    apiKeys: parts.map(({ apiKey }) => apiKey),
  };
  const actor = { kind: 'system', id: null, displayName: 'Test' } as const;
  const target = { targetId: null, targetName: null, comment: null };
  const audit = { actor, action: 'test.fill', ...target, requestId: 'req_test', address: '' };
  await app.admin.store.config.change(() => ({ document, secrets: [], audit }));
  await app.admin.publish();
}

/** A model at two providers of its own with two credentials each, and a key that names all that a key can name. */
function partsOf(name: string) {
  const named = (prefix: string, own = name) => ({
    id: `${prefix}_${own}`,
    name: own,
    displayName: own,
    description: null,
    labels: {},
  });
  const providers = ['a', 'b'].map((side) => ({
    ...named('prv', `${name}-${side}`),
    kind: 'openai',
    baseUrl: null,
    allowPrivateNetwork: false,
    timeouts: {},
    settings: {},
    enabled: true,
  }));
  const credentials = providers.flatMap(({ id, name: provider }) =>
    ['x', 'y'].map((mark) => ({
      ...named('crd', `${provider}-${mark}`),
      providerId: id,
      weight: 1,
      enabled: true,
      fingerprint: mark,
      hint: '',
    })),
  );
  const targets = providers.map(({ id }) => ({
    name: id,
    providerId: id,
    upstreamModel: 'm',
    priority: 0,
    weight: 1,
  }));
  const model = { ...named('mdl'), aliases: [], targets, maxAttempts: null, enabled: true };
  const allowedModelIds = [model.id];
  const place = { path: null, defaultModelId: model.id, allowedModelIds, access: 'key', enabled: true } as const;
  const route = { ...named('rte'), ...place };
  const group = { ...named('grp'), allowedModelIds };
  const consumer = { ...named('csm'), groupIds: [group.id], enabled: true };
  const apiKey = {
    ...named('key', name),
    consumerId: consumer.id,
    hint: 'gh_live_…',
    hash: 'A'.repeat(43),
    previousHash: null,
    previousUntil: null,
    allowedModelIds,
    allowedRouteIds: [route.id],
    permissions: [],
    expiresAt: null,
    paused: false,
    revokedAt: null,
  };
  return { providers, credentials, model, route, group, consumer, apiKey };
}
