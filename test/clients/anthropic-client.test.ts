/** Anthropic's own client on every vendor, unchanged but for its address and key. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { type ClientGateway, chatModelOf, startClientGateway, VENDORS } from '#test/clients/client-gateway.ts';
import { CALL, PROMPT, STRUCTURED, TEXT, TOKENS, TOOL_RESULT, type Vendor } from '#test/clients/vendors/vendor.ts';

const TOOLS: Anthropic.Tool[] = [
  {
    name: CALL.name,
    description: 'Adds two numbers.',
    input_schema: {
      type: 'object',
      properties: { a: { type: 'number' }, b: { type: 'number' } },
      required: ['a', 'b'],
    },
  },
];
const SCHEMA = {
  type: 'object',
  properties: { answer: { type: 'integer' } },
  required: ['answer'],
  additionalProperties: false,
};
const ARGUMENTS = JSON.parse(CALL.input.join('')) as unknown;
const LIMIT = { max_tokens: 100 } as const;

const user = (content: string): Anthropic.MessageParam => ({ role: 'user', content });
const textOf = (message: Anthropic.Message): string =>
  message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');

test('the official client of Anthropic', async (context) => {
  const gateway = await startClientGateway(context);
  const client = new Anthropic({ baseURL: gateway.url, apiKey: gateway.key, maxRetries: 0 });
  for (const vendor of VENDORS) {
    await context.test(vendor.kind, async (of) => {
      const model = chatModelOf(vendor);
      await of.test('chat', () => chats(client, model));
      await of.test('stream', () => streams(client, model));
      await of.test('tools, and their results', () => callsTools(client, model));
      await of.test('streamed tools', () => streamsTools(client, model));
      await of.test('structured output', () => structures(client, model));
      await of.test('typed errors', () => failsByType(client, model, gateway));
      await of.test('abort', () => aborts(client, vendor, gateway));
      await of.test('counts tokens', async () => {
        const { input_tokens } = await client.messages.countTokens({ model, messages: [user('How long is this?')] });
        assert.ok(input_tokens > 2 && input_tokens < 20);
      });
    });
  }
});

async function chats(client: Anthropic, model: string): Promise<void> {
  const message = await client.messages.create({ model, system: 'Be brief.', messages: [user(PROMPT.text)], ...LIMIT });
  assert.equal(textOf(message), TEXT);
  assert.equal(message.stop_reason, 'end_turn');
  assert.equal(message.model, model);
  assert.equal(message.usage.input_tokens, TOKENS.input);
  assert.equal(message.usage.output_tokens, TOKENS.output);
}

async function streams(client: Anthropic, model: string): Promise<void> {
  const stream = client.messages.stream({ model, messages: [user(PROMPT.text)], ...LIMIT });
  let text = '';
  stream.on('text', (piece) => {
    text += piece;
  });
  const message = await stream.finalMessage();
  assert.equal(text, TEXT);
  assert.equal(textOf(message), TEXT);
  assert.equal(message.stop_reason, 'end_turn');
  assert.equal(message.usage.output_tokens, TOKENS.output);
}

async function callsTools(client: Anthropic, model: string): Promise<void> {
  const messages: Anthropic.MessageParam[] = [user(PROMPT.tools)];
  const asked = await client.messages.create({ model, messages, tools: TOOLS, ...LIMIT });
  assert.equal(asked.stop_reason, 'tool_use');
  const call = asked.content.find((block) => block.type === 'tool_use');
  assert.ok(call);
  assert.deepEqual([call.name, call.input], [CALL.name, ARGUMENTS]);
  const result = { type: 'tool_result' as const, tool_use_id: call.id, content: TOOL_RESULT };
  messages.push({ role: 'assistant', content: asked.content }, { role: 'user', content: [result] });
  assert.equal(textOf(await client.messages.create({ model, messages, tools: TOOLS, ...LIMIT })), TEXT);
}

async function streamsTools(client: Anthropic, model: string): Promise<void> {
  const stream = client.messages.stream({ model, messages: [user(PROMPT.tools)], tools: TOOLS, ...LIMIT });
  const { content } = await stream.finalMessage();
  const call = content.find((block) => block.type === 'tool_use');
  assert.deepEqual([call?.name, call?.input], [CALL.name, ARGUMENTS]);
}

async function structures(client: Anthropic, model: string): Promise<void> {
  const request = {
    model,
    messages: [user(PROMPT.structured)],
    output_config: { format: { type: 'json_schema' as const, schema: SCHEMA } },
    ...LIMIT,
  };
  assert.deepEqual(JSON.parse(textOf(await client.messages.create(request))), JSON.parse(STRUCTURED));
  const streamed = await client.messages.stream(request).finalMessage();
  assert.deepEqual(JSON.parse(textOf(streamed)), JSON.parse(STRUCTURED));
}

async function failsByType(client: Anthropic, model: string, { url }: ClientGateway): Promise<void> {
  const ask = (content: string, change: object = {}, by = client) =>
    by.messages.create({ model, messages: [user(content)], ...LIMIT, ...change });
  await assert.rejects(ask(PROMPT.text, { temperature: 9 }), Anthropic.BadRequestError);
  const stranger = new Anthropic({ baseURL: url, apiKey: 'sk-of-nobody', maxRetries: 0 });
  await assert.rejects(ask(PROMPT.text, {}, stranger), Anthropic.AuthenticationError);
  await assert.rejects(ask(PROMPT.text, { model: 'no-such-model' }), Anthropic.NotFoundError);
  await assert.rejects(ask(PROMPT.limited), Anthropic.RateLimitError);
  await assert.rejects(ask(PROMPT.broken), (thrown) => {
    assert.ok(thrown instanceof Anthropic.InternalServerError);
    assert.match(thrown.requestID ?? '', /^chat_/);
    return true;
  });
}

async function aborts(client: Anthropic, vendor: Vendor, gateway: ClientGateway): Promise<void> {
  const upstream = gateway.upstreamOf(vendor);
  const model = chatModelOf(vendor);
  const index = upstream.requests.length;
  const leaving = new AbortController();
  const options = { signal: leaving.signal };
  const waiting = client.messages.create({ model, messages: [user(PROMPT.hang)], ...LIMIT }, options);
  await upstream.received(index);
  leaving.abort();
  await assert.rejects(waiting, Anthropic.APIUserAbortError);
  assert.equal((await upstream.requestClosed(index)).closedBy, 'client');

  const stream = await client.messages.create({ model, messages: [user(PROMPT.endless)], stream: true, ...LIMIT });
  for await (const event of stream) if (event.type === 'content_block_delta') break;
  assert.equal((await upstream.requestClosed(index + 1)).closedBy, 'client');
}
