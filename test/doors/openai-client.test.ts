/** The OpenAI doors as the official client sees them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';
import { isJsonObject } from '#core/json.ts';
import { startGateway } from '#test/doors/gateway.ts';
import { CALLING, CALLING_STREAM, STREAM, WHOLE } from '#test/doors/vendor-answers.ts';
import { json, sse } from '#test/support/upstream-replies.ts';

const messages = [{ role: 'user', content: 'Hello' }] as const;
const ASK = { model: 'large', messages: [...messages] };

const TOOLS: OpenAI.Chat.ChatCompletionTool[] = [
  {
    type: 'function',
    function: { name: 'add', parameters: { type: 'object', properties: { a: { type: 'number' } } } },
  },
];

test('a whole answer', async (context) => {
  const { client, upstream, records } = await startGateway(context);
  upstream.on(() => json(200, WHOLE));
  const completion = await client.chat.completions.create({ ...ASK, temperature: 0, service_tier: 'flex' });
  assert.match(completion.id, /^chat_/);
  assert.equal(completion._request_id, completion.id);
  assert.equal(completion.object, 'chat.completion');
  assert.equal(completion.model, 'large');
  assert.equal(completion.choices[0]?.message.content, 'Hello there.');
  assert.equal(completion.choices[0]?.finish_reason, 'stop');
  assert.deepEqual(completion.usage, { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 });
  const sent = upstream.requests[0]?.body;
  assert.ok(isJsonObject(sent ?? null) && isJsonObject(sent));
  assert.equal(sent.model, 'vendor-large');
  assert.equal(sent.temperature, 0);
  assert.equal(sent.service_tier, 'flex');
  assert.deepEqual(
    records.map(({ callId, door, status, streamed, keyId, modelName }) => [
      callId,
      door,
      status,
      streamed,
      keyId,
      modelName,
    ]),
    [[completion.id, 'openai', 'succeeded', false, 'key_1', 'large']],
  );
});

test('a streamed answer, with its usage where it was asked for', async (context) => {
  const { client, upstream } = await startGateway(context);
  upstream.on(() => sse(STREAM));
  const stream = await client.chat.completions.create({
    ...ASK,
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = '';
  const roles: unknown[] = [];
  const usages: unknown[] = [];
  for await (const { id, model, choices, usage } of stream) {
    assert.match(id, /^chat_/);
    assert.equal(model, 'large');
    for (const { delta } of choices) {
      text += delta.content ?? '';
      if (delta.role) roles.push(delta.role);
    }
    if (usage) usages.push(usage);
  }
  assert.equal(text, 'Hello there.');
  assert.deepEqual(roles, ['assistant']);
  assert.deepEqual(usages, [{ prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }]);
});

test('tools, whole and streamed', async (context) => {
  const { client, upstream } = await startGateway(context);
  upstream.on((_request, index) => (index === 0 ? json(200, CALLING) : sse(CALLING_STREAM)));
  const asked = { ...ASK, tools: TOOLS, tool_choice: 'required' } as const;
  const whole = await client.chat.completions.create(asked);
  const streamed = await client.chat.completions.stream(asked).finalChatCompletion();
  for (const { choices } of [whole, streamed]) {
    assert.equal(choices[0]?.finish_reason, 'tool_calls');
    const [call] = choices[0]?.message.tool_calls ?? [];
    assert.ok(call?.type === 'function');
    assert.equal(call.id, 'call_1');
    assert.deepEqual([call.function.name, call.function.arguments], ['add', '{"a":1,"b":2}']);
  }
});

test('the answer of a tool, sent back', async (context) => {
  const { client, upstream } = await startGateway(context);
  upstream.on((_request, index) => json(200, index === 0 ? CALLING : WHOLE));
  const { choices } = await client.chat.completions.create({ ...ASK, tools: TOOLS });
  const said = choices[0]?.message;
  assert.ok(said);
  await client.chat.completions.create({
    model: 'large',
    tools: TOOLS,
    messages: [...messages, said, { role: 'tool', tool_call_id: 'call_1', content: '3' }],
  });
  const body = upstream.requests[1]?.body as { messages: unknown[] };
  assert.equal(body.messages.length, 3);
  assert.deepEqual(body.messages[2], { role: 'tool', tool_call_id: 'call_1', content: '3' });
});

test('every kind of refusal and failure has its own class and status', async (context) => {
  const { client, url, upstream } = await startGateway(context);
  const stranger = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'gh_live_wrong', maxRetries: 0 });
  const cases = [
    [400, OpenAI.BadRequestError, () => client.chat.completions.create({ ...ASK, temperature: 3 })],
    [401, OpenAI.AuthenticationError, () => stranger.chat.completions.create(ASK)],
    [404, OpenAI.NotFoundError, () => client.chat.completions.create({ ...ASK, model: 'secret' })],
    [404, OpenAI.NotFoundError, () => client.moderations.create({ input: 'x' })],
  ] as const;
  for (const [status, kind, ask] of cases) {
    await assert.rejects(ask, (error) => error instanceof kind && error.status === status && error.message.length > 10);
  }
  assert.equal(upstream.requests.length, 0);
});

test('a stream that is refused before it starts has a status of its own', async (context) => {
  const { client, upstream } = await startGateway(context);
  upstream.on((_request, index) =>
    index === 0
      ? json(429, { error: { message: 'Slow down' } }, { 'retry-after': '7' })
      : json(500, { error: { message: 'stack trace' } }),
  );
  const ask = () => client.chat.completions.create({ ...ASK, stream: true });
  await assert.rejects(ask, (error) => {
    assert.ok(error instanceof OpenAI.RateLimitError);
    assert.equal(error.headers.get('retry-after'), '7');
    assert.equal(error.code, 'rate_limit_exceeded');
    return true;
  });
  await assert.rejects(ask, (error) => error instanceof OpenAI.InternalServerError && error.status === 502);
});

test('a stream that breaks off ends with an error and not as if it were whole', async (context) => {
  const { client, post, upstream, ended } = await startGateway(context);
  upstream.on(() => sse(STREAM, { cutAt: 2, delayMs: 5 }));
  const stream = await client.chat.completions.create({ ...ASK, stream: true });
  let text = '';
  await assert.rejects(async () => {
    for await (const { choices } of stream) text += choices[0]?.delta.content ?? '';
  }, OpenAI.APIError);
  assert.equal(text, 'Hello');
  const answer = await (await post('/v1/chat/completions', { ...ASK, stream: true })).text();
  assert.match(answer, /data: \{"error":\{"message":"[^"]+","type":"server_error","param":null,"code":null\}\}\n\n$/);
  assert.doesNotMatch(answer, /\[DONE\]/);
  await ended(2);
});

test('the models that a key may use', async (context) => {
  const { client } = await startGateway(context);
  const { data } = await client.models.list();
  assert.deepEqual(
    data.map(({ id, object, owned_by }) => [id, object, owned_by]),
    [['large', 'model', 'gatehouse']],
  );
  assert.equal((await client.models.retrieve('large-alias')).id, 'large-alias');
  for (const name of ['secret', 'unknown', '%']) {
    await assert.rejects(client.models.retrieve(name), OpenAI.NotFoundError, name);
  }
});
