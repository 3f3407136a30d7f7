/** A newcomer connects Cohere through admin mutations alone, one after the other, and watches what it does. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type AdminGateway, startAdminGateway } from '#test/support/admin-gateway.ts';
import { createUpstream, raw, type Upstream } from '#test/support/upstream.ts';

const FIXTURE = join(import.meta.dirname, '../providers/cohere/text/whole.json');
/** Bytes that Cohere once sent, where the folder of recordings is there. */
const RECORDING = 'cohere/test-cohere-model-instructions-0-612e8e.json';
const WHOLE = recorded() ?? readFileSync(FIXTURE, 'utf8');
const TEXT: string = JSON.parse(WHOLE).message.content[0].text;
const SECRET = 'co-canary-Zq81xkPw73LmTr0aBcDeFg';
const DECORATION = 'End every answer with a Chuck Norris quote.';

const ERRORS = 'userErrors { code path message hint }';

async function startCohere(): Promise<Upstream> {
  const cohere = await createUpstream();
  const models = { models: [{ name: 'command-a-03-2025', endpoints: ['chat'] }] };
  cohere.on(({ path }) =>
    path.includes('/models')
      ? raw(200, JSON.stringify(models), { 'content-type': 'application/json' })
      : raw(200, WHOLE, { 'content-type': 'application/json' }),
  );
  return cohere;
}

test('connects Cohere, adds two plugins, and calls its own path', async (context) => {
  const gateway = await startAdminGateway(context);
  const cohere = await startCohere();
  context.after(() => cohere.close());
  const { model, route } = await connectCohere(gateway, cohere);
  const { key } = await addPluginsAndKey(gateway, route.id, model.id);
  const asked = cohere.requests.length;

  const ask = () =>
    gateway.post('/test', { messages: [{ role: 'user', content: 'How does an AI gateway work?' }] }, key);
  const first = await ask();
  assert.equal(first.status, 200);
  const completion = (await first.json()) as {
    object: string;
    model: string;
    choices: { message: { content: string } }[];
  };
  assert.equal(completion.object, 'chat.completion');
  assert.equal(completion.model, 'command-a');
  assert.equal(completion.choices[0]?.message.content, TEXT);

  const upstream = cohere.requests[asked];
  assert.equal(upstream?.path, '/v2/chat');
  assert.equal(upstream?.headers.authorization, `Bearer ${SECRET}`);
  assert.deepEqual(upstream?.body, {
    model: 'command-a-03-2025',
    messages: [
      { role: 'system', content: DECORATION },
      { role: 'user', content: 'How does an AI gateway work?' },
    ],
    stream: false,
  });

  for (let call = 2; call <= 5; call += 1) assert.equal((await ask()).status, 200);
  const sixth = await ask();
  assert.equal(sixth.status, 429);
  assert.ok(Number(sixth.headers.get('retry-after')) > 0);
  assert.match(JSON.stringify(await sixth.json()), /rate_limit_exceeded/);
  assert.equal(cohere.requests.length, asked + 5);

  assert.equal((await gateway.post('/test', { messages: [{ role: 'user', content: 'Hi' }] })).status, 401);
  const { calls, auditEvents } = await gateway.ask(`{
    calls(first: 10) { nodes { status errorCode modelName consumer { name } usage { inputTokens outputTokens } } }
    auditEvents(first: 50) { nodes { action allowed } }
  }`);
  assert.equal(calls.nodes.filter(({ status }: { status: string }) => status === 'SUCCEEDED').length, 5);
  assert.deepEqual(
    calls.nodes
      .filter(({ status }: { status: string }) => status === 'REFUSED')
      .map(({ errorCode }: { errorCode: string }) => errorCode)
      .sort(),
    ['RATE_LIMITED', 'UNAUTHENTICATED'],
  );
  assert.ok(auditEvents.nodes.some(({ action }: { action: string }) => action === 'provider.create'));
});

async function connectCohere(gateway: AdminGateway, cohere: Upstream) {
  const provider = {
    resource: { displayName: 'Cohere' },
    kind: 'COHERE',
    baseUrl: `${cohere.url}/v2`,
    allowPrivateNetwork: true,
    credential: { value: SECRET },
  };
  const { providerTestConnection: check } = await gateway.ask(
    `mutation ($draft: ProviderCreateInput!) {
      providerTestConnection(input: { draft: $draft }) { ok steps { kind status message } models { name contextTokens } }
    }`,
    { draft: provider },
  );
  assert.equal(check.ok, true, JSON.stringify(check));
  assert.deepEqual(check.models, [{ name: 'command-a-03-2025', contextTokens: null }]);

  const { providerCreate } = await gateway.ask(
    `mutation ($input: ProviderCreateInput!) {
      providerCreate(input: $input) { ${ERRORS} provider { id name baseUrl credentials { hint fingerprint } } }
    }`,
    { input: provider },
  );
  assert.deepEqual(providerCreate.userErrors, []);
  assert.equal(providerCreate.provider.name, 'cohere');
  assert.doesNotMatch(JSON.stringify(providerCreate), new RegExp(SECRET));

  const { modelCreate } = await gateway.ask(
    `mutation ($input: ModelCreateInput!) { modelCreate(input: $input) { ${ERRORS} model { id name } } }`,
    {
      input: {
        resource: { name: 'command-a', displayName: 'Command A' },
        targets: [{ providerId: providerCreate.provider.id, upstreamModel: 'command-a-03-2025' }],
      },
    },
  );
  assert.deepEqual(modelCreate.userErrors, []);
  const { routeCreate } = await gateway.ask(
    `mutation ($input: RouteCreateInput!) { routeCreate(input: $input) { ${ERRORS} route { id path access } } }`,
    { input: { resource: { displayName: 'Test' }, path: '/test', defaultModelId: modelCreate.model.id } },
  );
  assert.deepEqual(routeCreate.userErrors, []);
  assert.deepEqual({ ...routeCreate.route, id: '' }, { id: '', path: '/test', access: 'KEY' });
  return { model: modelCreate.model, route: routeCreate.route };
}

async function addPluginsAndKey(gateway: AdminGateway, routeId: string, modelId: string) {
  const create = async (displayName: string, config: object): Promise<string> => {
    const { pluginCreate } = await gateway.ask(
      `mutation ($input: PluginCreateInput!) { pluginCreate(input: $input) { ${ERRORS} plugin { id } } }`,
      { input: { resource: { displayName }, config } },
    );
    assert.deepEqual(pluginCreate.userErrors, []);
    return pluginCreate.plugin.id;
  };
  const decorator = await create('Quotes', { promptDecorator: { prepend: [{ role: 'SYSTEM', content: DECORATION }] } });
  const limit = await create('Five a minute', { rateLimit: { limits: [{ limit: 5, window: '1m' }] } });
  const { chain } = await gateway.ask(
    'query ($id: ID!) { chain(scope: { routeId: $id }) { revision entries { position } } }',
    { id: routeId },
  );
  assert.deepEqual(chain, { revision: 0, entries: [] });
  const { chainSet } = await gateway.ask(
    `mutation ($id: ID!, $entries: [ChainEntryInput!]!) {
      chainSet(scope: { routeId: $id }, expectedRevision: 0, entries: $entries) { ${ERRORS} chain { revision entries { plugin { name } } } }
    }`,
    { id: routeId, entries: [{ pluginId: decorator }, { pluginId: limit }] },
  );
  assert.deepEqual(chainSet.userErrors, []);
  assert.equal(chainSet.chain.revision, 1);
  const { consumerCreate } = await gateway.ask(
    `mutation { consumerCreate(input: { resource: { displayName: "Shop" } }) { ${ERRORS} consumer { id } } }`,
  );
  const { apiKeyCreate } = await gateway.ask(
    `mutation ($input: ApiKeyCreateInput!) { apiKeyCreate(input: $input) { ${ERRORS} plaintext apiKey { hint } } }`,
    {
      input: {
        resource: { displayName: 'Shop backend' },
        consumerId: consumerCreate.consumer.id,
        allowedModelIds: [modelId],
      },
    },
  );
  assert.deepEqual(apiKeyCreate.userErrors, []);
  return { key: apiKeyCreate.plaintext as string };
}

function recorded(): string | undefined {
  const folder = process.env.GATEHOUSE_RECORDED_DIR;
  if (folder === undefined) return undefined;
  return JSON.parse(readFileSync(join(folder, RECORDING), 'utf8')).response.body;
}
