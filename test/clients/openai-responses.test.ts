/** OpenAI's own client asks for responses and for legacy completions, of every vendor. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';
import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import { chatModelOf, startClientGateway, VENDORS } from '#test/clients/client-gateway.ts';
import { CALL, PROMPT, STRUCTURED, TEXT, TOKENS, TOOL_RESULT } from '#test/clients/vendors/vendor.ts';

const SCHEMA = {
  type: 'object',
  properties: { answer: { type: 'integer' } },
  required: ['answer'],
  additionalProperties: false,
};
const TOOLS: OpenAI.Responses.Tool[] = [
  {
    type: 'function',
    name: CALL.name,
    description: 'Adds two numbers.',
    parameters: {
      type: 'object',
      properties: { a: { type: 'number' }, b: { type: 'number' } },
      required: ['a', 'b'],
    },
    strict: false,
  },
];
const ARGUMENTS = JSON.parse(CALL.input.join('')) as unknown;
const FORMAT = { type: 'json_schema' as const, name: 'answer', schema: SCHEMA, strict: true };

test('responses and completions by the official client of OpenAI', async (context) => {
  const gateway = await startClientGateway(context);
  const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: gateway.key, maxRetries: 0 });
  for (const vendor of VENDORS) {
    await context.test(vendor.kind, async (of) => {
      const model = chatModelOf(vendor);
      await of.test('a response', () => responds(client, model));
      await of.test('a streamed response', () => streams(client, model));
      await of.test('tools, and their results', () => callsTools(client, model));
      await of.test('streamed tools', () => streamsTools(client, model));
      await of.test('structured output', () => structures(client, model));
      await of.test('a completion', () => completes(client, model));
      await of.test('a streamed completion', () => streamsCompletion(client, model));
      await of.test('typed errors', () => failsByType(client, model));
    });
  }
  await context.test('what would have to be kept is refused by name', () => refusesState(client));
  await context.test('what a chat cannot do is refused by name', () => refusesLegacy(client));
});

async function responds(client: OpenAI, model: string): Promise<void> {
  const response = await client.responses.create({
    model,
    instructions: 'Be brief.',
    input: PROMPT.text,
    max_output_tokens: 50,
  });
  assert.equal(response.output_text, TEXT);
  assert.equal(response.status, 'completed');
  assert.equal(response.model, model);
  assert.equal(response.instructions, 'Be brief.');
  assert.equal(response.max_output_tokens, 50);
  assert.equal(response._request_id, response.id);
  assert.equal(response.usage?.input_tokens, TOKENS.input);
  assert.equal(response.usage?.total_tokens, TOKENS.input + TOKENS.output);
  assert.deepEqual(
    response.output.map(({ type }) => type),
    ['message'],
  );
}

async function streams(client: OpenAI, model: string): Promise<void> {
  const stream = await client.responses.create({ model, input: PROMPT.text, stream: true });
  const events: ResponseStreamEvent[] = [];
  for await (const event of stream) events.push(event);
  assert.deepEqual(
    events.map(({ sequence_number }) => sequence_number),
    events.map((_, index) => index),
  );
  const types = events.map(({ type }) => type).filter((type) => !type.endsWith('.delta'));
  assert.deepEqual(types, [
    'response.created',
    'response.in_progress',
    'response.output_item.added',
    'response.content_part.added',
    'response.output_text.done',
    'response.content_part.done',
    'response.output_item.done',
    'response.completed',
  ]);
  const text = events.map((event) => (event.type === 'response.output_text.delta' ? event.delta : '')).join('');
  assert.equal(text, TEXT);
  const runner = client.responses.stream({ model, input: PROMPT.text });
  const whole = await runner.finalResponse();
  assert.equal(whole.output_text, TEXT);
  assert.equal(whole.usage?.output_tokens, TOKENS.output);
}

async function callsTools(client: OpenAI, model: string): Promise<void> {
  const input: OpenAI.Responses.ResponseInputItem[] = [{ role: 'user', content: PROMPT.tools }];
  const asked = await client.responses.create({ model, input, tools: TOOLS });
  const call = asked.output.find((item) => item.type === 'function_call');
  assert.ok(call);
  assert.equal(call.name, CALL.name);
  assert.deepEqual(JSON.parse(call.arguments), ARGUMENTS);
  input.push(...(asked.output as OpenAI.Responses.ResponseInputItem[]), {
    type: 'function_call_output',
    call_id: call.call_id,
    output: TOOL_RESULT,
  });
  const answered = await client.responses.create({ model, input, tools: TOOLS });
  assert.equal(answered.output_text, TEXT);
}

async function streamsTools(client: OpenAI, model: string): Promise<void> {
  const runner = client.responses.stream({ model, input: PROMPT.tools, tools: TOOLS });
  let pieces = '';
  runner.on('response.function_call_arguments.delta', ({ delta }) => {
    pieces += delta;
  });
  const { output } = await runner.finalResponse();
  const call = output.find((item) => item.type === 'function_call');
  assert.ok(call);
  assert.deepEqual(JSON.parse(call.arguments), ARGUMENTS);
  assert.deepEqual(JSON.parse(pieces), ARGUMENTS);
}

async function structures(client: OpenAI, model: string): Promise<void> {
  const request = { model, input: PROMPT.structured, text: { format: FORMAT } };
  const whole = await client.responses.parse(request);
  assert.deepEqual(whole.output_parsed, JSON.parse(STRUCTURED));
  assert.deepEqual(whole.text?.format, FORMAT);
  const streamed = await client.responses.stream(request).finalResponse();
  assert.deepEqual(streamed.output_parsed, JSON.parse(STRUCTURED));
}

async function completes(client: OpenAI, model: string): Promise<void> {
  const completion = await client.completions.create({ model, prompt: [PROMPT.text], max_tokens: 50 });
  assert.equal(completion.object, 'text_completion');
  assert.equal(completion.choices[0]?.text, TEXT);
  assert.equal(completion.choices[0]?.finish_reason, 'stop');
  assert.equal(completion.choices[0]?.logprobs, null);
  assert.equal(completion.usage?.total_tokens, TOKENS.input + TOKENS.output);
}

async function streamsCompletion(client: OpenAI, model: string): Promise<void> {
  const stream = await client.completions.create({
    model,
    prompt: PROMPT.text,
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = '';
  let finish: string | undefined;
  let total: number | undefined;
  for await (const { choices, usage } of stream) {
    text += choices[0]?.text ?? '';
    finish = choices[0]?.finish_reason ?? finish;
    total = usage?.total_tokens ?? total;
  }
  assert.equal(text, TEXT);
  assert.equal(finish, 'stop');
  assert.equal(total, TOKENS.input + TOKENS.output);
}

async function failsByType(client: OpenAI, model: string): Promise<void> {
  await assert.rejects(client.responses.create({ model, input: PROMPT.limited }), OpenAI.RateLimitError);
  await assert.rejects(client.responses.create({ model: 'nobody', input: 'Hi.' }), OpenAI.NotFoundError);
  await assert.rejects(client.completions.create({ model, prompt: PROMPT.limited }), OpenAI.RateLimitError);
  const stranger = client.withOptions({ apiKey: 'sk-of-nobody' });
  await assert.rejects(stranger.responses.create({ model, input: 'Hi.' }), OpenAI.AuthenticationError);
}

async function refusesState(client: OpenAI): Promise<void> {
  const [vendor] = VENDORS;
  assert.ok(vendor);
  const model = chatModelOf(vendor);
  const refused = (param: string, body: object) =>
    assert.rejects(client.responses.create({ model, input: 'Hi.', ...body }), (thrown) => {
      assert.ok(thrown instanceof OpenAI.BadRequestError);
      assert.equal(thrown.param, param);
      return true;
    });
  await refused('previous_response_id', { previous_response_id: 'resp_1' });
  await refused('conversation', { conversation: 'conv_1' });
  await refused('background', { background: true });
  await refused('prompt', { prompt: { id: 'pmpt_1' } });
  await refused('input.0.id', { input: [{ type: 'item_reference', id: 'msg_1' }] });
  const kept = await client.responses.create({ model, input: PROMPT.text, store: true });
  assert.equal((kept as { store?: boolean }).store, false);
}

async function refusesLegacy(client: OpenAI): Promise<void> {
  const [vendor] = VENDORS;
  assert.ok(vendor);
  const model = chatModelOf(vendor);
  const refused = (param: string, body: object) =>
    assert.rejects(client.completions.create({ model, prompt: 'Hi.', ...body }), (thrown) => {
      assert.ok(thrown instanceof OpenAI.BadRequestError);
      assert.equal(thrown.param, param);
      return true;
    });
  await refused('prompt', { prompt: ['one', 'two'] });
  await refused('prompt', { prompt: [[1, 2, 3]] });
  await refused('suffix', { suffix: 'the end' });
  await refused('echo', { echo: true });
  await refused('best_of', { best_of: 3 });
}
