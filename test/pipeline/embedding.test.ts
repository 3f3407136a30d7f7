/** Embeddings on the road of chats: cut, sent, joined, failed over, refused and recorded. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { textOf } from '#core/chat/request.ts';
import type { Json } from '#core/json.ts';
import { cohere } from '#providers/cohere/adapter.ts';
import { deepseek } from '#providers/deepseek.ts';
import { objectOf } from '#providers/wire/json-readers.ts';
import { openRoad, plugin } from '#test/pipeline/road.ts';
import { hang, json, type RecordedRequest, type Reply, raw } from '#test/support/upstream.ts';

/** The vector of a text is its number, so that each can be found again. */
function vectorsOf({ body }: RecordedRequest): Reply {
  const inputs = objectOf(body).input as readonly string[];
  const data = inputs.map((text, index): Json => ({ index, embedding: [Number(text)] }));
  return json(200, { data, model: 'm-1', usage: { prompt_tokens: inputs.length, total_tokens: inputs.length } });
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index));

test('a long list is cut to what the provider takes, and joined in order whichever answer comes first', async (context) => {
  const road = await openRoad(context);
  let open = 0;
  let most = 0;
  road.upstream.on((request, index) => async (exchange) => {
    open += 1;
    most = Math.max(most, open);
    await wait(index % 2 === 0 ? 30 : 5);
    open -= 1;
    await vectorsOf(request)(exchange);
  });
  const { result, record } = await road.embed({ targets: [road.target('one')], request: { inputs: numbers(200) } });
  assert.deepEqual(
    result?.vectors.map(([value]) => value),
    numbers(200).map(Number),
  );
  assert.deepEqual(
    road.upstream.requests.map(({ body }) => (objectOf(body).input as string[]).length).sort(),
    [32, 32, 32, 32, 32, 32, 8].sort(),
  );
  assert.equal(most, 4);
  assert.equal(result?.model, 'm-1');
  assert.deepEqual(result?.usage, { inputTokens: 200, outputTokens: 0, estimated: false });
  assert.equal(record?.attempts.length, 1);
  assert.equal(record?.status, 'succeeded');
  assert.ok((record?.overheadMs ?? Infinity) < (record?.durationMs ?? 0));
});

test('the failure of one piece ends the others and goes on to the next target', async (context) => {
  const road = await openRoad(context);
  road.upstream.on((request, index) => {
    if (request.path.startsWith('/two')) return vectorsOf(request);
    return index === 1 ? json(503, { error: { message: 'down' } }) : hang();
  });
  const targets = [road.target('one'), road.target('two', { priority: 1 })];
  const { result, record } = await road.embed({ targets, request: { inputs: numbers(200) } });
  assert.equal(result?.vectors.length, 200);
  assert.deepEqual(
    record?.attempts.map(({ target, outcome }) => [target, outcome]),
    [
      ['one', 'broken'],
      ['two', 'succeeded'],
    ],
  );
  for (const index of [0, 2, 3]) assert.equal((await road.upstream.requestClosed(index)).closedBy, 'client');
});

const BAD_ANSWERS = {
  'too few vectors': json(200, { data: [{ embedding: [1] }] }),
  'an index twice': json(200, { data: [0, 0].map((index) => ({ index, embedding: [1] })) }),
  'a text as a vector': json(200, { data: [1, 2].map(() => ({ embedding: 'not base64!' })) }),
  'an empty vector': json(200, { data: [1, 2].map(() => ({ embedding: [] })) }),
  'a null in a vector': json(200, { data: [1, 2].map(() => ({ embedding: [1, null] })) }),
  'no list': json(200, { data: null }),
  'a page of a proxy': raw(200, '<html>Hello</html>', { 'content-type': 'text/html' }),
} as const;

for (const [fault, reply] of Object.entries(BAD_ANSWERS)) {
  test(`${fault} is not what the provider documents`, async (context) => {
    const road = await openRoad(context);
    road.upstream.on(() => reply);
    const { error } = await road.embed({ targets: [road.target('one')], request: { inputs: ['0', '1'] } });
    assert.equal(error?.code, 'PROVIDER_PROTOCOL');
  });
}

test('targets whose provider cannot embed are passed by, and a model of such alone is refused', async (context) => {
  const road = await openRoad(context);
  road.upstream.on(vectorsOf);
  const unable = road.target('chatty', { adapter: deepseek });
  const { record } = await road.embed({
    targets: [unable, road.target('able', { priority: 1 })],
    request: { inputs: ['1'] },
  });
  assert.deepEqual(
    record?.attempts.map(({ target, number }) => [target, number]),
    [['able', 1]],
  );
  const { error, record: refused } = await road.embed({ targets: [unable], request: {} });
  assert.equal(error?.code, 'INVALID_REQUEST');
  assert.match(error?.message ?? '', /None of the providers of the model smart makes embeddings/);
  assert.equal(refused?.status, 'refused');
  assert.equal(road.upstream.requests.length, 1);
});

test('tokens are refused by name where the provider reads texts only', async (context) => {
  const road = await openRoad(context);
  const credentials = [{ id: 'crd_1', weight: 1 }];
  const target = road.target('one', { adapter: cohere, options: {} as never, credentials });
  const { error } = await road.embed({ targets: [target], request: { inputs: ['a', [1, 2]] } });
  assert.equal(error?.code, 'PROVIDER_REJECTED');
  assert.match(error?.message ?? '', /input\.1: Cohere takes no tokens/);
});

test('a strict call goes on to a target that takes its settings', async (context) => {
  const road = await openRoad(context);
  road.upstream.on(() => json(200, { embeddings: { float: [[1]] }, meta: { billed_units: { input_tokens: 3 } } }));
  const credentials = [{ id: 'crd_1', weight: 1 }];
  const able = road.target('two', { adapter: cohere, options: {} as never, credentials, priority: 1 });
  const request = { purpose: 'query', strict: true } as const;
  const { result, record } = await road.embed({ targets: [road.target('one'), able], request });
  assert.deepEqual(result?.vectors, [[1]]);
  assert.deepEqual(
    record?.attempts.map(({ target, errorCode }) => [target, errorCode]),
    [
      ['one', 'SETTING_UNSUPPORTED'],
      ['two', undefined],
    ],
  );
  const alone = await road.embed({ targets: [road.target('one')], request });
  assert.equal(alone.error?.code, 'SETTING_UNSUPPORTED');
  assert.match(alone.error?.message ?? '', /purpose/);
  const lenient = await road.embed({ targets: [road.target('one')], request: { purpose: 'query' } });
  assert.equal(lenient.error?.code, 'PROVIDER_PROTOCOL', 'the call was made');
});

test('plugins that work on embeddings see texts as user messages, and what they change is what is sent', async (context) => {
  const road = await openRoad(context);
  road.upstream.on(vectorsOf);
  const seen: string[] = [];
  const add = plugin('add', {
    onRequest: (_context, request) => {
      seen.push(...request.messages.map(({ role, content }) => `${role}: ${textOf(content)}`));
      const messages = request.messages.map(({ content }) => ({
        role: 'user' as const,
        content: [{ type: 'text' as const, text: `${textOf(content)}0` }],
      }));
      return { type: 'next', request: { ...request, messages } };
    },
  });
  const chatOnly = plugin(
    'chat-only',
    { onRequest: () => assert.fail('runs on chats alone') },
    { operations: ['chat'] },
  );
  const { result, record } = await road.embed({
    targets: [road.target('one')],
    chain: [chatOnly, add],
    request: { inputs: ['1', '2'], dimensions: 4, extra: { truncate: 'END' } },
  });
  assert.deepEqual(seen, ['user: 1', 'user: 2']);
  assert.deepEqual(result?.vectors, [[10], [20]]);
  assert.deepEqual(road.upstream.requests[0]?.body, {
    truncate: 'END',
    model: 'one',
    input: ['10', '20'],
    dimensions: 4,
  });
  assert.deepEqual(
    record?.steps.map(({ plugin: name, outcome }) => [name, outcome]),
    [['add', 'changed']],
  );
});

test('a plugin cannot answer in place of a model that embeds, and none can change the number of texts', async (context) => {
  const road = await openRoad(context);
  const result = { id: '', model: '', choices: [], usage: { estimated: false }, warnings: [] };
  const answers = plugin('clever', { onRequest: () => ({ type: 'answer', result }) });
  const { error } = await road.embed({ targets: [road.target('one')], chain: [answers], request: {} });
  assert.equal(error?.code, 'PLUGIN_FAILED');
  assert.match(error?.message ?? '', /clever/);
  const drops = plugin('drops', {
    onRequest: (_context, request) => ({ type: 'next', request: { ...request, messages: [] } }),
  });
  const dropped = await road.embed({ targets: [road.target('one')], chain: [drops], request: {} });
  assert.equal(dropped.error?.code, 'INTERNAL');
  assert.equal(road.upstream.requests.length, 0);
});

test('tokens that the provider did not count are estimated, and tokens as input are counted', async (context) => {
  const road = await openRoad(context);
  road.upstream.on(() => json(200, { data: [1, 2].map(() => ({ embedding: [1] })) }));
  const { result } = await road.embed({
    targets: [road.target('one')],
    request: { inputs: ['twelve chars', [1, 2, 3, 4]] },
  });
  assert.deepEqual(result?.usage, { inputTokens: 7, outputTokens: 0, estimated: true });
});

test('a caller that goes away stops every piece', async (context) => {
  const road = await openRoad(context);
  road.upstream.on(() => hang());
  const controller = new AbortController();
  const pending = road.embed({
    targets: [road.target('one')],
    request: { inputs: numbers(64) },
    call: { signal: controller.signal },
  });
  await road.upstream.received(1);
  controller.abort();
  const { error, record } = await pending;
  assert.equal(error?.code, 'CANCELLED');
  assert.equal(record?.status, 'canceled');
  for (const index of [0, 1]) assert.equal((await road.upstream.requestClosed(index)).closedBy, 'client');
});
