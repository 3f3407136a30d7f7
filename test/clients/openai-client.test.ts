/** OpenAI's own client on every vendor, unchanged but for its address and key. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';
import {
  type ClientGateway,
  chatModelOf,
  embeddingModelOf,
  startClientGateway,
  VENDORS,
} from '#test/clients/client-gateway.ts';
import {
  CALL,
  PROMPT,
  STRUCTURED,
  TEXT,
  TOKENS,
  TOOL_RESULT,
  VECTORS,
  type Vendor,
} from '#test/clients/vendors/vendor.ts';

const SCHEMA = {
  type: 'object',
  properties: { answer: { type: 'integer' } },
  required: ['answer'],
  additionalProperties: false,
};
const TOOLS: OpenAI.ChatCompletionTool[] = [
  {
    type: 'function',
    function: {
      name: CALL.name,
      description: 'Adds two numbers.',
      parameters: {
        type: 'object',
        properties: { a: { type: 'number' }, b: { type: 'number' } },
        required: ['a', 'b'],
      },
    },
  },
];
const ARGUMENTS = JSON.parse(CALL.input.join('')) as unknown;

const user = (content: string): OpenAI.ChatCompletionUserMessageParam => ({ role: 'user', content });

test('the official client of OpenAI', async (context) => {
  const gateway = await startClientGateway(context);
  const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: gateway.key, maxRetries: 0 });
  for (const vendor of VENDORS) {
    await context.test(vendor.kind, async (of) => {
      const model = chatModelOf(vendor);
      await of.test('chat', () => chats(client, model));
      await of.test('stream', () => streams(client, model));
      await of.test('tools, and their results', () => callsTools(client, model));
      await of.test('streamed tools', () => streamsTools(client, model));
      await of.test('structured output', () => structures(client, model));
      await of.test('embeddings', () => embeds(client, vendor));
      await of.test('typed errors', () => failsByType(client, model, gateway));
      await of.test('abort', () => aborts(client, vendor, gateway));
    });
  }
  await context.test('models', async () => {
    const names = (await client.models.list()).data.map(({ id }) => id);
    for (const vendor of VENDORS) assert.ok(names.includes(chatModelOf(vendor)));
  });
});

async function chats(client: OpenAI, model: string): Promise<void> {
  const messages = [{ role: 'system' as const, content: 'Be brief.' }, user(PROMPT.text)];
  const completion = await client.chat.completions.create({ model, messages, max_completion_tokens: 50 });
  const [choice] = completion.choices;
  assert.equal(choice?.message.content, TEXT);
  assert.equal(choice?.finish_reason, 'stop');
  assert.equal(completion.model, model);
  assert.equal(completion.usage?.prompt_tokens, TOKENS.input);
  assert.equal(completion.usage?.completion_tokens, TOKENS.output);
}

async function streams(client: OpenAI, model: string): Promise<void> {
  const stream = await client.chat.completions.create({
    model,
    messages: [user(PROMPT.text)],
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = '';
  let finish: string | null | undefined;
  let usage: OpenAI.CompletionUsage | null | undefined;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? '';
    finish = chunk.choices[0]?.finish_reason ?? finish;
    usage = chunk.usage ?? usage;
  }
  assert.equal(text, TEXT);
  assert.equal(finish, 'stop');
  assert.equal(usage?.total_tokens, TOKENS.input + TOKENS.output);
}

async function callsTools(client: OpenAI, model: string): Promise<void> {
  const messages: OpenAI.ChatCompletionMessageParam[] = [user(PROMPT.tools)];
  const asked = await client.chat.completions.create({ model, messages, tools: TOOLS });
  const message = asked.choices[0]?.message;
  assert.equal(asked.choices[0]?.finish_reason, 'tool_calls');
  const [call] = message?.tool_calls ?? [];
  assert.ok(message && call?.type === 'function');
  assert.equal(call.function.name, CALL.name);
  assert.deepEqual(JSON.parse(call.function.arguments), ARGUMENTS);
  messages.push(message, { role: 'tool', tool_call_id: call.id, content: TOOL_RESULT });
  const answered = await client.chat.completions.create({ model, messages, tools: TOOLS });
  assert.equal(answered.choices[0]?.message.content, TEXT);
}

async function streamsTools(client: OpenAI, model: string): Promise<void> {
  const runner = client.chat.completions.stream({ model, messages: [user(PROMPT.tools)], tools: TOOLS });
  const completion = await runner.finalChatCompletion();
  const [call] = completion.choices[0]?.message.tool_calls ?? [];
  assert.ok(call?.type === 'function');
  assert.equal(call.function.name, CALL.name);
  assert.deepEqual(JSON.parse(call.function.arguments), ARGUMENTS);
}

async function structures(client: OpenAI, model: string): Promise<void> {
  const request = {
    model,
    messages: [user(PROMPT.structured)],
    response_format: { type: 'json_schema' as const, json_schema: { name: 'answer', schema: SCHEMA, strict: true } },
  };
  const whole = await client.chat.completions.create(request);
  assert.deepEqual(JSON.parse(whole.choices[0]?.message.content ?? ''), JSON.parse(STRUCTURED));
  assert.equal(whole.choices[0]?.finish_reason, 'stop');
  const streamed = await client.chat.completions.stream(request).finalChatCompletion();
  assert.deepEqual(JSON.parse(streamed.choices[0]?.message.content ?? ''), JSON.parse(STRUCTURED));
}

async function embeds(client: OpenAI, vendor: Vendor): Promise<void> {
  const input = ['one', 'two'];
  if (vendor.embeddingModel === null) {
    const asking = client.embeddings.create({ model: chatModelOf(vendor), input });
    await assert.rejects(asking, (thrown) => thrown instanceof OpenAI.APIError && thrown.status === 400);
    return;
  }
  const { data, usage } = await client.embeddings.create({ model: embeddingModelOf(vendor), input });
  // Where a request carries one text, the vendor of the tests gives the first vector each time.
  const second = vendor.kind === 'BEDROCK' ? VECTORS[0] : VECTORS[1];
  assert.deepEqual(
    data.map(({ embedding }) => embedding),
    [VECTORS[0], second],
  );
  assert.ok(usage.prompt_tokens >= 0);
}

async function failsByType(client: OpenAI, model: string, { url }: ClientGateway): Promise<void> {
  const ask = (content: string, change: object = {}, by = client) =>
    by.chat.completions.create({ model, messages: [user(content)], ...change });
  await assert.rejects(ask(PROMPT.text, { temperature: 9 }), (thrown) => {
    assert.ok(thrown instanceof OpenAI.BadRequestError);
    assert.equal(thrown.param, 'temperature');
    return true;
  });
  const stranger = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'sk-of-nobody', maxRetries: 0 });
  await assert.rejects(ask(PROMPT.text, {}, stranger), OpenAI.AuthenticationError);
  await assert.rejects(ask(PROMPT.text, { model: 'no-such-model' }), OpenAI.NotFoundError);
  await assert.rejects(ask(PROMPT.limited), OpenAI.RateLimitError);
  await assert.rejects(ask(PROMPT.broken), OpenAI.InternalServerError);
  const stream = client.chat.completions.create({ model, messages: [user(PROMPT.limited)], stream: true });
  await assert.rejects(stream, OpenAI.RateLimitError);
}

async function aborts(client: OpenAI, vendor: Vendor, gateway: ClientGateway): Promise<void> {
  const upstream = gateway.upstreamOf(vendor);
  const model = chatModelOf(vendor);
  const index = upstream.requests.length;
  const leaving = new AbortController();
  const waiting = client.chat.completions.create({ model, messages: [user(PROMPT.hang)] }, { signal: leaving.signal });
  await upstream.received(index);
  leaving.abort();
  await assert.rejects(waiting, OpenAI.APIUserAbortError);
  assert.equal((await upstream.requestClosed(index)).closedBy, 'client');

  const stream = await client.chat.completions.create({
    model,
    messages: [user(PROMPT.endless)],
    stream: true,
  });
  for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
  assert.equal((await upstream.requestClosed(index + 1)).closedBy, 'client');
}
