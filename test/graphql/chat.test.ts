/** The mutation `chat` over HTTP: answers, refusals as data, and each alias a call of its own. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { BoundPlugin } from '#core/plugin.ts';
import { KEY, SEEING_KEY, startGateway, type TestGateway } from '#test/graphql/gateway.ts';

const refuseWord: BoundPlugin = {
  instanceId: 'plg_1',
  name: 'no-secrets',
  type: 'test-guard',
  stage: 'guard',
  scope: 'workspace',
  operations: ['chat'],
  onFailure: 'closed',
  timeoutMs: 1_000,
  hooks: {
    onRequest(context, request) {
      const text = JSON.stringify(request.messages);
      if (text.includes('FORBIDDEN-WORD')) {
        context.remarks.finding({ category: 'pattern.deny', action: 'blocked', stage: 'request' });
        throw new GatewayError('GUARDRAIL_BLOCKED');
      }
      if (text.includes('TOO-OFTEN')) {
        const limit = {
          name: 'per-key',
          unit: 'requests',
          limit: 5,
          remaining: 0,
          windowMs: 60_000,
          resetMs: 12_000,
        } as const;
        throw new GatewayError('RATE_LIMITED', { retryAfterMs: 12_000, limit });
      }
      return { type: 'next', request };
    },
  },
};

let gateway: TestGateway;
before(async () => {
  gateway = await startGateway([refuseWord]);
});
after(() => gateway.close());
beforeEach(() => {
  gateway.records.length = 0;
  gateway.vendor.bodies.length = 0;
});

const CHAT = `mutation ($input: ChatInput!) {
  chat(input: $input) {
    __typename
    ... on ChatCompletion {
      id model text createdAt cache
      servedBy { target provider upstreamModel attempts }
      usage { inputTokens cachedInputTokens outputTokens totalTokens source }
      choices { index finishReason providerFinishReason message { role content refusal reasoning toolCalls { id } } }
      trace { configRevision steps { plugin phase outcome } attempts { number target outcome } }
      guardrails { plugin } warnings { setting }
    }
    ... on GatewayError { code message callId retryable retryAfter }
    ... on InvalidRequestError { issues { path code } }
    ... on RateLimitedError { limit { name unit limit remaining window resetsIn } }
    ... on GuardrailBlockedError { findings { plugin category action stage } }
    ... on ProviderError { upstreamStatus attempts { number target } }
  }
}`;

const say = (content: string, more: Record<string, unknown> = {}) => ({
  messages: [{ role: 'USER', content }],
  ...more,
});

async function chat(input: Record<string, unknown>, headers: Record<string, string> = {}) {
  const { data, errors } = await gateway.ask(CHAT, { variables: { input }, headers });
  assert.equal(errors, undefined);
  return data.chat;
}

test('anybody may call through an anonymous route and gets the whole answer', async () => {
  const answer = await chat(say('hello big world', { route: 'test' }));
  assert.equal(answer.__typename, 'ChatCompletion');
  assert.equal(answer.text, 'hello big world ');
  assert.equal(answer.model, 'echo');
  assert.deepEqual(answer.usage, {
    inputTokens: 3,
    cachedInputTokens: null,
    outputTokens: 4,
    totalTokens: 7,
    source: 'REPORTED',
  });
  assert.deepEqual(answer.choices[0], {
    index: 0,
    finishReason: 'STOP',
    providerFinishReason: 'end',
    message: { role: 'ASSISTANT', content: 'hello big world ', refusal: null, reasoning: null, toolCalls: [] },
  });
  assert.equal(gateway.records[0]?.callId, answer.id);
  assert.equal(gateway.records[0]?.door, 'graphql');
});

test('targets and traces are seen only by a key that may see them', async () => {
  const hidden = await chat(say('hello', { model: 'echo' }), KEY);
  assert.equal(hidden.servedBy, null);
  assert.equal(hidden.trace, null);
  const seen = await chat(say('hello', { model: 'echo' }), SEEING_KEY);
  assert.deepEqual(seen.servedBy, { target: 'only', provider: 'vendor', upstreamModel: 'echo', attempts: 1 });
  assert.equal(seen.trace.configRevision, 7);
  assert.deepEqual(seen.trace.steps, [{ plugin: 'no-secrets', phase: 'REQUEST', outcome: 'PASSED' }]);
  assert.deepEqual(seen.trace.attempts, [{ number: 1, target: 'only', outcome: 'SUCCEEDED' }]);
});

test('the call id in the header, in the answer and in the record is one id', async () => {
  const response = await gateway.post(CHAT, { variables: { input: say('hello', { route: 'test' }) } });
  const { data } = (await response.json()) as { data: { chat: { id: string } } };
  assert.equal(response.headers.get('x-gatehouse-call-id'), data.chat.id);
  assert.equal(gateway.records[0]?.callId, data.chat.id);
});

test('a warning of the provider reaches the caller', async () => {
  const answer = await chat(say('hello', { route: 'test', seed: 5 }));
  assert.deepEqual(answer.warnings, [{ setting: 'seed' }]);
  const strict = await chat(say('hello', { route: 'test', seed: 5, strict: true }));
  assert.deepEqual([strict.code, strict.issues], ['SETTING_UNSUPPORTED', [{ path: ['seed'], code: 'not_supported' }]]);
  assert.equal(gateway.vendor.bodies.length, 1);
});

const REFUSALS = [
  {
    name: 'no key where one is needed',
    input: say('x', { model: 'echo' }),
    type: 'UnauthenticatedError',
    code: 'UNAUTHENTICATED',
  },
  {
    name: 'a key that is not valid',
    input: say('x', { route: 'test' }),
    headers: { authorization: 'Bearer bad' },
    type: 'UnauthenticatedError',
    code: 'UNAUTHENTICATED',
  },
  {
    name: 'a route that does not exist',
    input: say('x', { route: 'nowhere' }),
    headers: KEY,
    type: 'GatewayFault',
    code: 'NOT_FOUND',
  },
  {
    name: 'a model that does not exist',
    input: say('x', { model: 'nothing' }),
    headers: KEY,
    type: 'GatewayFault',
    code: 'MODEL_NOT_FOUND',
  },
  {
    name: 'no model and no route',
    input: say('x'),
    headers: KEY,
    type: 'InvalidRequestError',
    code: 'INVALID_REQUEST',
  },
  {
    name: 'a bad temperature',
    input: say('x', { model: 'echo', temperature: 9 }),
    headers: KEY,
    type: 'InvalidRequestError',
    code: 'INVALID_REQUEST',
  },
  {
    name: 'a guardrail',
    input: say('FORBIDDEN-WORD', { model: 'echo' }),
    headers: KEY,
    type: 'GuardrailBlockedError',
    code: 'GUARDRAIL_BLOCKED',
  },
  {
    name: 'a rate limit',
    input: say('TOO-OFTEN', { model: 'echo' }),
    headers: KEY,
    type: 'RateLimitedError',
    code: 'RATE_LIMITED',
  },
  {
    name: 'a provider that fails',
    input: say('x', { model: 'broken' }),
    headers: KEY,
    type: 'ProviderError',
    code: 'PROVIDER_UNAVAILABLE',
  },
  {
    name: 'a deadline',
    input: say('x', { model: 'stall', timeout: '50ms' }),
    headers: KEY,
    type: 'ProviderError',
    code: 'TIMEOUT',
  },
];

for (const { name, input, headers, type, code } of REFUSALS) {
  test(`${name} comes back as ${type} and is recorded once`, async () => {
    const answer = await chat(input, headers);
    assert.equal(answer.__typename, type);
    assert.equal(answer.code, code);
    assert.deepEqual(
      gateway.records.map((record) => [record.callId, record.errorCode]),
      [[answer.callId, code]],
    );
    assert.doesNotMatch(JSON.stringify(answer), /stack|secret stack/);
  });
}

test('what refused the call says how', async () => {
  const limited = await chat(say('TOO-OFTEN', { model: 'echo' }), KEY);
  assert.equal(limited.retryAfter, 'PT12S');
  assert.deepEqual(limited.limit, {
    name: 'per-key',
    unit: 'REQUESTS',
    limit: 5,
    remaining: 0,
    window: 'PT1M',
    resetsIn: 'PT12S',
  });
  const blocked = await chat(say('FORBIDDEN-WORD', { model: 'echo' }), KEY);
  assert.deepEqual(blocked.findings, [
    { plugin: 'no-secrets', category: 'pattern.deny', action: 'BLOCKED', stage: 'REQUEST' },
  ]);
  const broken = await chat(say('x', { model: 'broken' }), SEEING_KEY);
  assert.deepEqual([broken.upstreamStatus, broken.attempts], [500, [{ number: 1, target: 'only' }]]);
});

test('every problem of an input is named at once, by its path', async () => {
  const messages = [{ role: 'SYSTEM' }, { role: 'TOOL', content: 'x' }, { role: 'USER', content: 'x', parts: [] }];
  const answer = await chat({ model: 'echo', messages, topP: 7, extra: 5 }, KEY);
  assert.deepEqual(
    answer.issues.map((issue: { path: string[] }) => issue.path.join('.')),
    ['messages.0.content', 'messages.1.toolCallId', 'messages.2.parts', 'topP', 'extra'],
  );
  assert.deepEqual(gateway.vendor.bodies, []);
});

test('three aliases are three calls, one after another, and one refusal leaves the others alone', async () => {
  const alias = (name: string, text: string) =>
    `${name}: chat(input: {route: "test", messages: [{role: USER, content: "${text}"}]}) { ...R }`;
  const fragment =
    'fragment R on ChatResult { __typename ... on ChatCompletion { id text } ... on GatewayError { callId code } }';
  const { data } = await gateway.ask(
    `mutation { ${alias('a', 'one')} ${alias('b', 'FORBIDDEN-WORD')} ${alias('c', 'three')} } ${fragment}`,
  );
  assert.deepEqual([data.a.text, data.b.code, data.c.text], ['one ', 'GUARDRAIL_BLOCKED', 'three ']);
  assert.deepEqual(
    gateway.records.map((record) => record.callId),
    [data.a.id, data.b.callId, data.c.id],
  );
  assert.equal(gateway.vendor.bodies.length, 2);
});

test('an operation makes at most ten calls', async () => {
  const fields = Array.from(
    { length: 11 },
    (_, index) => `a${index}: chat(input: {route: "test", messages: []}) { __typename }`,
  );
  const { data, errors } = await gateway.ask(`mutation { ${fields.join(' ')} }`);
  assert.equal(data, undefined);
  assert.match(errors?.[0]?.message ?? '', /too many fields that call a provider/);
  assert.deepEqual(gateway.records, []);
});

test('a caller who goes away stops the call at the provider within 100 ms', async () => {
  const controller = new AbortController();
  const pending = gateway.post(CHAT, {
    variables: { input: say('x', { model: 'stall' }) },
    headers: KEY,
    signal: controller.signal,
  });
  while (gateway.vendor.open() === 0) await new Promise((resolve) => setImmediate(resolve));
  const leftAt = performance.now();
  controller.abort();
  await assert.rejects(pending, { name: 'AbortError' });
  await gateway.vendor.idle();
  const took = performance.now() - leftAt;
  assert.ok(took < 100, `it took ${took} ms`);
});

test('models and viewer answer for a key, and for nobody else', async () => {
  const query =
    '{ viewer { keyName keyHint consumer permissions expiresAt } models(first: 2) { totalCount pageInfo { hasNextPage endCursor } edges { cursor } nodes { name } } model(name: "echo") { name } }';
  const { data } = await gateway.ask(query, { headers: SEEING_KEY });
  assert.deepEqual(data.viewer, {
    keyName: 'shop-backend',
    keyHint: 'gh_live_8f3k…9z',
    consumer: 'shop',
    permissions: ['SEE_TARGETS', 'SEE_TRACES'],
    expiresAt: null,
  });
  assert.deepEqual(data.models.nodes, [{ name: 'broken' }, { name: 'echo' }]);
  assert.equal(data.models.totalCount, 4);
  assert.deepEqual(data.model, { name: 'echo' });
  const rest = await gateway.ask(
    'query ($after: String) { models(first: 2, after: $after) { nodes { name } pageInfo { hasNextPage hasPreviousPage } } }',
    {
      headers: KEY,
      variables: { after: data.models.pageInfo.endCursor },
    },
  );
  assert.deepEqual(rest.data.models, {
    nodes: [{ name: 'flood' }, { name: 'stall' }],
    pageInfo: { hasNextPage: false, hasPreviousPage: true },
  });
  const nobody = await gateway.ask(query);
  assert.equal(nobody.errors?.[0]?.extensions?.code, 'UNAUTHENTICATED');
});
