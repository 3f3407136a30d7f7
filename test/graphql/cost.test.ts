/** What calls cost, from a vendor's tokens to the call log, over real sockets. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { change, seenOf, succeeded } from '#test/graphql/admin-mutations.ts';
import { QUICK_START } from '#test/graphql/quick-started.ts';
import { type AdminGateway, type Data, startAdminGateway } from '#test/support/admin-gateway.ts';
import { createUpstream, json, type Reply, sse, type Upstream } from '#test/support/upstream.ts';

/** In the catalogue: 2.50 dollars for a million tokens of input, 1.25 cached, 10 of output. */
const MODEL = 'gpt-4o-2024-08-06';
const USAGE = {
  prompt_tokens: 1_000,
  completion_tokens: 100,
  total_tokens: 1_100,
  prompt_tokens_details: { cached_tokens: 400 },
};
/** Millionths of a dollar: 600 × 2.5 + 400 × 1.25 + 100 × 10. */
const COST = 3_000;

interface Scene extends AdminGateway {
  readonly upstream: Upstream;
  readonly key: string;
  readonly model: string;
  readonly provider: string;
  /** A call through GraphQL as the key's holder. */
  chat(selection?: string): Promise<Data>;
  /** The newest call of the log. */
  lastCall(): Promise<Data>;
  setTargets(targets: readonly Readonly<Record<string, unknown>>[]): Promise<void>;
}

async function arrange(context: TestContext, plugins: readonly object[] = [], upstreamModel = MODEL): Promise<Scene> {
  const gateway = await startAdminGateway(context);
  const upstream = await createUpstream();
  context.after(() => upstream.close());
  upstream.on(() => whole());
  const input = {
    provider: {
      kind: 'OPENAI',
      baseUrl: `${upstream.url}/v1`,
      allowPrivateNetwork: true,
      credential: { value: 'sk-test-0123456789' },
    },
    model: { name: 'large', upstreamModel },
    route: { path: '/test', access: 'KEY' },
    plugins,
    key: { name: 'first' },
  };
  const { quickStart } = await gateway.ask(QUICK_START, { input });
  assert.deepEqual(quickStart.userErrors, []);
  const key: string = quickStart.plaintext;
  return {
    ...gateway,
    upstream,
    key,
    model: quickStart.model.id,
    provider: quickStart.provider.id,
    async chat(selection = 'usage { inputTokens cost source } cache') {
      const query = `mutation { chat(input: { route: "test", messages: [{ role: USER, content: "Hello" }] }) {
        __typename ... on ChatCompletion { ${selection} } ... on GatewayError { code message } } }`;
      return (await asCaller(gateway, key, query)).chat;
    },
    async lastCall() {
      const { calls } = await gateway.ask(`{ calls(first: 1) { nodes {
        status cost usage { inputTokens outputTokens cost source } attempts { outcome cost usage { cost source } } } } }`);
      return calls.nodes[0];
    },
    async setTargets(targets) {
      const { node } = await gateway.ask('query ($id: ID!) { node(id: $id) { id ... on Model { revision } } }', {
        id: quickStart.model.id,
      });
      const args = { ...seenOf(node), input: ['ModelUpdateInput!', { targets }] } as const;
      succeeded(await change(gateway, 'modelUpdate', args, 'model { id }'));
    },
  };
}

async function asCaller({ url }: AdminGateway, key: string, query: string): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  assert.equal(errors, undefined);
  return data;
}

function whole(usage: typeof USAGE | null = USAGE): Reply {
  const message = { role: 'assistant', content: 'Good day.' };
  const choices = [{ index: 0, message, finish_reason: 'stop' }];
  return json(200, { id: 'c1', object: 'chat.completion', created: 1, model: MODEL, choices, ...(usage && { usage }) });
}

function chunk(delta: Readonly<Record<string, string>>): string {
  return frame({ choices: [{ index: 0, delta, finish_reason: null }] });
}

function frame(body: object): string {
  const common = { id: 'c1', object: 'chat.completion.chunk', created: 1, model: MODEL };
  return `data: ${JSON.stringify({ ...common, ...body })}\n\n`;
}

/** How a stream ends that was asked for its usage. */
const END = [
  frame({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
  frame({ choices: [], usage: USAGE }),
  'data: [DONE]\n\n',
];

test('a call costs what its tokens do, wherever that is read', async (context) => {
  const scene = await arrange(context);
  const from = new Date(Date.now() - 1_000).toISOString();
  const { usage } = await scene.chat();
  assert.deepEqual(usage, { inputTokens: 1_000, cost: COST, source: 'REPORTED' });
  const call = await scene.lastCall();
  assert.equal(call.cost, COST);
  assert.equal(call.usage.cost, COST);
  assert.deepEqual(call.attempts, [{ outcome: 'SUCCEEDED', cost: COST, usage: { cost: COST, source: 'REPORTED' } }]);
  await scene.chat();
  const totals = await scene.ask('query ($from: DateTime!) { usage(from: $from) { requests cost unpriced } }', {
    from,
  });
  assert.deepEqual(totals.usage, { requests: 2, cost: 2 * COST, unpriced: 0 });
  const { viewer } = await asCaller(scene, scene.key, `{ viewer { usage(from: "${from}") { cost unpriced } } }`);
  assert.deepEqual(viewer.usage, { cost: 2 * COST, unpriced: 0 });
});

test("an administrator's price goes before the catalogue's", async (context) => {
  const scene = await arrange(context);
  const target = { providerId: scene.provider, upstreamModel: MODEL };
  await scene.setTargets([{ ...target, price: { inputPerMillion: 1_000_000, outputPerMillion: 0 } }]);
  const query = `query ($id: ID!) { node(id: $id) { ... on Model { targets {
    priceSource contextTokens price { inputPerMillion cachedInputPerMillion outputPerMillion tiers { aboveInputTokens } } } } } }`;
  const overridden = await scene.ask(query, { id: scene.model });
  assert.deepEqual(overridden.node.targets, [
    {
      priceSource: 'OVERRIDE',
      contextTokens: 128_000,
      price: { inputPerMillion: 1_000_000, cachedInputPerMillion: null, outputPerMillion: 0, tiers: [] },
    },
  ]);
  assert.equal((await scene.chat()).usage.cost, 1_000);
  await scene.setTargets([{ ...target, price: { inputPerMillion: 0, outputPerMillion: 1, cachedInputPerMillion: 1 } }]);
  assert.equal((await scene.chat()).usage.cost, 1, '500 tokens at a millionth for a million are rounded up once');
  await scene.setTargets([target]);
  assert.equal((await scene.ask(query, { id: scene.model })).node.targets[0].priceSource, 'CATALOGUE');
  assert.equal((await scene.chat()).usage.cost, COST);
});

test('a price that is none is refused at its field', async (context) => {
  const scene = await arrange(context);
  const price = { inputPerMillion: 2_000_000_000_000, outputPerMillion: 1 };
  const input = {
    resource: { displayName: 'Dear' },
    targets: [{ providerId: scene.provider, upstreamModel: 'x', price }],
  };
  const { userErrors } = await change(scene, 'modelCreate', { input: ['ModelCreateInput!', input] }, 'model { id }');
  assert.deepEqual(
    userErrors.map(({ code, path }: Data) => [code, path.join('.')]),
    [['OUT_OF_RANGE', 'input.targets.0.price.inputPerMillion']],
  );
  const negative = { ...input, targets: [{ ...input.targets[0], price: { ...price, inputPerMillion: -1 } }] };
  const { errors } = await scene.askRaw(
    'mutation ($input: ModelCreateInput!) { modelCreate(input: $input) { model { id } } }',
    { input: negative },
  );
  assert.match(errors?.[0]?.message ?? '', /MicroUSD/);
});

test('where no price is known the cost is not known either, and the totals say so', async (context) => {
  const scene = await arrange(context, [], 'nobody-knows-me');
  const from = new Date(Date.now() - 1_000).toISOString();
  assert.equal((await scene.chat()).usage.cost, null);
  const call = await scene.lastCall();
  assert.equal(call.cost, null);
  assert.equal(call.attempts[0].cost, null);
  const { usage } = await scene.ask('query ($from: DateTime!) { usage(from: $from) { requests cost unpriced } }', {
    from,
  });
  assert.deepEqual(usage, { requests: 1, cost: 0, unpriced: 1 });
});

test('tokens that the vendor does not report are estimated, and so is their cost', async (context) => {
  const scene = await arrange(context);
  scene.upstream.on(() => whole(null));
  const { usage } = await scene.chat('usage { inputTokens outputTokens cost source }');
  assert.equal(usage.source, 'ESTIMATED');
  assert.equal(usage.cost, Math.ceil(usage.inputTokens * 2.5 + usage.outputTokens * 10));
});

test('an attempt that failed after it had begun is paid for beside the one that answered', async (context) => {
  const scene = await arrange(context);
  await scene.setTargets([
    { name: 'first', providerId: scene.provider, upstreamModel: MODEL, priority: 0 },
    { name: 'second', providerId: scene.provider, upstreamModel: 'gpt-4o-mini', priority: 1 },
  ]);
  scene.upstream.on((_request, index) =>
    index === 0
      ? sse([chunk({ role: 'assistant' })], { cutAt: 1 })
      : sse([chunk({ role: 'assistant', content: 'Good day.' }), ...END]),
  );
  const body = { messages: [{ role: 'user', content: 'Hello' }], stream: true };
  const response = await scene.post('/test', body, scene.key);
  assert.match(await response.text(), /Good day\./);
  const { cost, usage, attempts } = await scene.lastCall();
  assert.deepEqual(
    attempts.map(({ outcome, usage: own }: Data) => [outcome, own.source]),
    [
      ['BROKEN', 'ESTIMATED'],
      ['SUCCEEDED', 'REPORTED'],
    ],
  );
  // The mini's prices: 0.15 dollars, 0.075 cached, 0.60 of output.
  assert.equal(attempts[1].cost, 600 * 0.15 + 400 * 0.075 + 100 * 0.6);
  assert.ok(attempts[0].cost > 0);
  assert.ok(cost === attempts[0].cost + attempts[1].cost || cost === attempts[0].cost + attempts[1].cost - 1);
  assert.equal(usage.cost, cost);
});

test('a stream that its reader leaves halfway costs what was written until then', async (context) => {
  const scene = await arrange(context);
  scene.upstream.on(() => sse([chunk({ role: 'assistant', content: 'A few words of an answer.' })], { hang: true }));
  const leave = new AbortController();
  const response = await fetch(`${scene.url}/test`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${scene.key}` },
    body: JSON.stringify({ messages: [{ role: 'user', content: 'Hello' }], stream: true }),
    signal: leave.signal,
  });
  const reader = response.body?.getReader();
  await reader?.read();
  leave.abort();
  await scene.upstream.requestClosed(0);
  let call = await scene.lastCall();
  while (!call) call = await scene.lastCall();
  assert.equal(call.status, 'CANCELED');
  assert.equal(call.usage.source, 'ESTIMATED');
  assert.ok(call.usage.outputTokens > 0);
  assert.equal(call.cost, Math.ceil(call.usage.inputTokens * 2.5 + call.usage.outputTokens * 10));
});

test('the second of two same answers comes from the cache and costs nothing', async (context) => {
  const scene = await arrange(context, [{ name: 'memory', config: { cache: {} } }]);
  assert.equal((await scene.chat()).usage.cost, COST);
  const again = await scene.chat();
  assert.equal(again.cache, 'HIT');
  assert.deepEqual(again.usage, { inputTokens: 1_000, cost: 0, source: 'CACHED' });
  assert.equal(scene.upstream.requests.length, 1);
  assert.equal((await scene.lastCall()).cost, 0);
});

test('a call that was refused costs nothing', async (context) => {
  const scene = await arrange(context, [{ name: 'guard', config: { patternGuard: { deny: ['hello'] } } }]);
  assert.equal((await scene.chat()).__typename, 'GuardrailBlockedError');
  const { status, cost } = await scene.lastCall();
  assert.deepEqual([status, cost], ['REFUSED', 0]);
});

test('the subscription says the cost before its end', async (context) => {
  const scene = await arrange(context);
  scene.upstream.on(() => sse([chunk({ role: 'assistant', content: 'Good day.' }), ...END]));
  const query = `subscription { chatStream(input: { route: "test", messages: [{ role: USER, content: "Hello" }] }) {
    __typename ... on ChatUsageReported { usage { cost } } ... on ChatFinished { completion { usage { cost } } } } }`;
  const response = await fetch(`${scene.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${scene.key}`,
    },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  assert.equal(text.match(new RegExp(`"usage":\\{"cost":${COST}\\}`, 'g'))?.length, 2, text);
});

test('vectors cost what the texts do', async (context) => {
  const scene = await arrange(context, [], 'text-embedding-3-small');
  const data = [{ object: 'embedding', index: 0, embedding: [0.5, 0.25] }];
  const usage = { prompt_tokens: 5_000, total_tokens: 5_000 };
  scene.upstream.on(() => json(200, { object: 'list', data, model: 'text-embedding-3-small', usage }));
  const query =
    'mutation { embed(input: { route: "test", texts: ["Hello"] }) { ... on Embeddings { usage { cost } } } }';
  const { embed } = await asCaller(scene, scene.key, query);
  // 0.02 dollars for a million tokens.
  assert.deepEqual(embed, { usage: { cost: 100 } });
  assert.equal((await scene.lastCall()).cost, 100);
});

test('callers see windows, abilities and prices of their models', async (context) => {
  const scene = await arrange(context);
  const { models } = await asCaller(
    scene,
    scene.key,
    '{ models { nodes { name contextTokens maxOutputTokens capabilities price { inputPerMillion cachedInputPerMillion outputPerMillion perCall } } } }',
  );
  assert.deepEqual(models.nodes, [
    {
      name: 'large',
      contextTokens: 128_000,
      maxOutputTokens: 16_384,
      capabilities: ['TOOLS', 'VISION'],
      price: {
        inputPerMillion: 2_500_000,
        cachedInputPerMillion: 1_250_000,
        outputPerMillion: 10_000_000,
        perCall: null,
      },
    },
  ]);
});

const UPSTREAM_MODELS = `query ($providerId: ID!, $search: String) {
  upstreamModels(providerId: $providerId, search: $search) { name contextTokens price { inputPerMillion } } }`;

test('the vendor is asked for its models, and what is known of them is told', async (context) => {
  const scene = await arrange(context);
  const data = ['gpt-4o-mini', 'whisper-unheard', 'gpt-4o'].map((id) => ({ id, object: 'model' }));
  scene.upstream.on(() => json(200, { object: 'list', data }));
  const asked = { providerId: scene.provider };
  const { upstreamModels } = await scene.ask(UPSTREAM_MODELS, asked);
  assert.deepEqual(upstreamModels, [
    { name: 'gpt-4o', contextTokens: 128_000, price: { inputPerMillion: 2_500_000 } },
    { name: 'gpt-4o-mini', contextTokens: 128_000, price: { inputPerMillion: 150_000 } },
    { name: 'whisper-unheard', contextTokens: null, price: null },
  ]);
  const found = await scene.ask(UPSTREAM_MODELS, { ...asked, search: 'MINI' });
  assert.deepEqual(
    found.upstreamModels.map(({ name }: Data) => name),
    ['gpt-4o-mini'],
  );
});

test('a vendor that cannot be asked says why, and one without a list is offered by its kind', async (context) => {
  const scene = await arrange(context);
  const asked = { providerId: scene.provider };
  scene.upstream.on(() => json(401, { error: { message: 'Incorrect API key provided' } }));
  const refused = await scene.askRaw(UPSTREAM_MODELS, asked);
  assert.equal(refused.errors?.[0]?.extensions?.code, 'PROVIDER_CREDENTIAL');
  scene.upstream.on(() => json(404, {}));
  const { upstreamModels } = await scene.ask(UPSTREAM_MODELS, asked);
  assert.ok(
    upstreamModels.some(({ name, price }: Data) => name === 'gpt-4o-mini' && price.inputPerMillion === 150_000),
  );
  const nobody = await scene.askRaw(UPSTREAM_MODELS, { providerId: 'prv_nobody' });
  assert.equal(nobody.errors?.[0]?.extensions?.code, 'INVALID_REQUEST');
});
