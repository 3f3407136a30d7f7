import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { GatewayError } from '#core/error/gateway-error.ts';
import { decodeResponseRequest } from '#openai/responses/decode-response-request.ts';
import { seal } from '#openai/responses/seal.ts';

const decode = (body: object) => decodeResponseRequest({ model: 'large', ...body });
const messagesOf = (input: unknown) => decode({ input }).request.messages;

function issuesOf(body: object): string[] {
  try {
    decode(body);
  } catch (thrown) {
    assert.ok(thrown instanceof GatewayError);
    assert.equal(thrown.code, 'INVALID_REQUEST');
    return (thrown.details.issues ?? []).map(({ path }) => path.join('.'));
  }
  return [];
}

test('a text is a message of the user, after the instructions', () => {
  const { request, stream, model } = decode({ input: 'Hi.', instructions: 'Be brief.' });
  assert.equal(model, 'large');
  assert.equal(stream, false);
  assert.deepEqual(request.messages, [
    { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
    { role: 'user', content: [{ type: 'text', text: 'Hi.' }] },
  ]);
});

test('settings that chat completions have too become the same words', () => {
  const { request, logprobs } = decode({
    input: 'Hi.',
    text: { verbosity: 'low', format: { type: 'json_schema', name: 'n', schema: {}, strict: true } },
    reasoning: { effort: 'low', summary: 'auto', context: 'all_turns' },
    include: ['reasoning.encrypted_content', 'message.output_text.logprobs', 'file_search_call.results'],
    top_logprobs: 2,
    max_output_tokens: 5,
    truncation: 'disabled',
    store: true,
    user: 'u',
  });
  assert.equal(logprobs, true);
  assert.deepEqual(request.responseFormat, { type: 'json-schema', name: 'n', schema: {}, strict: true });
  assert.deepEqual(request.reasoning, { effort: 'low', summary: 'auto' });
  assert.deepEqual(request.sampling, { maxOutputTokens: 5 });
  assert.equal(request.endUser, 'u');
  assert.deepEqual(request.extra, {
    top_logprobs: 2,
    include: ['file_search_call.results'],
    logprobs: true,
    reasoning: { context: 'all_turns' },
    verbosity: 'low',
  });
});

test('items of one answer become one message, in another order several', () => {
  const thought = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'sealed' };
  const said = { type: 'message', role: 'assistant', id: 'msg_1', content: [{ type: 'output_text', text: 'So.' }] };
  const called = { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'f', arguments: '{}' };
  const search = { type: 'web_search_call', id: 'ws_1', status: 'completed' };
  const one = messagesOf([thought, search, said, called, { ...called, call_id: 'call_2' }]);
  assert.deepEqual(one, [
    {
      role: 'assistant',
      content: [
        { type: 'vendor', vendor: 'openai-responses', value: search },
        { type: 'text', text: 'So.' },
      ],
      reasoning: [{ text: '', sealed: 'sealed', id: 'rs_1' }],
      toolCalls: [
        { id: 'call_1', name: 'f', input: '{}' },
        { id: 'call_2', name: 'f', input: '{}' },
      ],
    },
  ]);
  assert.equal(messagesOf([said, thought, called]).length, 2);
  assert.equal(messagesOf([said, said]).length, 2);
  assert.equal(messagesOf([called, search]).length, 2);
});

test('what a tool returned, with images, and of a custom tool', () => {
  const output = [{ type: 'input_image', image_url: 'data:image/png;base64,AAAA', detail: 'low' }];
  const messages = messagesOf([
    { type: 'custom_tool_call', call_id: 'call_1', name: 'run', input: 'print(1)' },
    { type: 'custom_tool_call_output', call_id: 'call_1', output: '1' },
    { type: 'function_call_output', call_id: 'call_2', output },
  ]);
  assert.deepEqual(messages[0], {
    role: 'assistant',
    content: [],
    reasoning: [],
    toolCalls: [{ id: 'call_1', name: 'run', input: 'print(1)', extra: { type: 'custom' } }],
  });
  assert.deepEqual(messages.slice(1), [
    { role: 'tool', toolCallId: 'call_1', content: [{ type: 'text', text: '1' }] },
    {
      role: 'tool',
      toolCallId: 'call_2',
      content: [{ type: 'image', source: { type: 'base64', mediaType: 'image/png', base64: 'AAAA' }, detail: 'low' }],
    },
  ]);
});

test('proofs of thinking come back from where this door has put them', () => {
  const proof = { signature: 'sig', id: 'block-7' };
  const [message] = messagesOf([
    {
      type: 'reasoning',
      id: 'rs_gh_1_0',
      summary: [
        { type: 'summary_text', text: 'One.' },
        { type: 'summary_text', text: 'Two.' },
      ],
      encrypted_content: seal(proof, 'rs_gh_1_0'),
    },
    { type: 'reasoning', id: 'rs_gh_1_1', summary: [{ type: 'summary_text', text: 'Plain.' }] },
  ]);
  assert.ok(message?.role === 'assistant');
  assert.deepEqual(message.reasoning, [
    { text: 'One.', id: 'block-7' },
    { text: 'Two.', ...proof },
    { text: 'Plain.' },
  ]);
});

test('parts that only this wire has stay as they are, other fields beside ours too', () => {
  const image = { type: 'input_image', file_id: 'file-1', detail: 'auto' };
  const [message] = messagesOf([
    {
      role: 'user',
      content: [image, { type: 'input_text', text: 'a', prompt_cache_breakpoint: { mode: 'explicit' } }],
    },
  ]);
  assert.deepEqual(message?.content, [
    { type: 'vendor', vendor: 'openai-responses', value: image },
    { type: 'text', text: 'a', extra: { prompt_cache_breakpoint: { mode: 'explicit' } } },
  ]);
});

test('tools: functions, those of the vendor, and the choice among them', () => {
  const tools = [
    { type: 'function', name: 'f', parameters: null },
    { type: 'function', name: 'g', parameters: { type: 'object' }, strict: true, defer_loading: true },
    { type: 'web_search' },
  ];
  const plain = decode({ input: 'Hi.', tools, tool_choice: { type: 'function', name: 'g' } }).request;
  assert.deepEqual(plain.tools, [
    { name: 'f', inputSchema: { type: 'object', properties: {} } },
    { name: 'g', inputSchema: { type: 'object' }, strict: true, extra: { defer_loading: true } },
  ]);
  assert.deepEqual(plain.vendorTools, [{ vendor: 'openai-responses', value: { type: 'web_search' } }]);
  assert.deepEqual(plain.toolChoice, { name: 'g' });
  const allowed = { type: 'allowed_tools', mode: 'required', tools: [{ type: 'function', name: 'f' }] };
  const some = decode({ input: 'Hi.', tools, tool_choice: allowed }).request;
  assert.deepEqual(
    some.tools.map(({ name }) => name),
    ['f'],
  );
  assert.equal(some.toolChoice, 'required');
  const hosted = decode({ input: 'Hi.', tools, tool_choice: { type: 'web_search' } }).request;
  assert.deepEqual(hosted.extra.tool_choice, { type: 'web_search' });
});

test('every problem is reported with its path', () => {
  assert.deepEqual(issuesOf({}), ['input']);
  assert.deepEqual(issuesOf({ input: 7, temperature: 3 }), ['input', 'temperature']);
  assert.deepEqual(issuesOf({ input: [{ role: 'robot', content: 'x' }, { call_id: 'c' }, 5] }), [
    'input.2',
    'input.0.role',
    'input.1.type',
  ]);
  assert.deepEqual(issuesOf({ input: [{ role: 'user', content: [{ type: 'input_image', image_url: 'x' }] }] }), [
    'input.0.content.0.image_url',
  ]);
  assert.deepEqual(issuesOf({ input: [{ role: 'assistant', content: [{ type: 'input_image', image_url: 'x' }] }] }), [
    'input.0.content.0.type',
  ]);
  assert.deepEqual(issuesOf({ input: [{ type: 'function_call', name: 'f' }] }), [
    'input.0.call_id',
    'input.0.arguments',
  ]);
});

test('what would have to be kept is refused by name', () => {
  const stateful = { previous_response_id: 'resp_1', conversation: { id: 'c' }, prompt: { id: 'p' }, background: true };
  assert.deepEqual(issuesOf({ input: 'Hi.', ...stateful }), Object.keys(stateful));
  assert.deepEqual(issuesOf({ input: [{ type: 'item_reference', id: 'msg_1' }] }), ['input.0.id']);
  assert.deepEqual(issuesOf({ input: 'Hi.', previous_response_id: null, background: false, store: true }), []);
});

test('whatever stands in a field, the request is read or refused', () => {
  const item = fc.record(
    {
      type: fc.constantFrom('message', 'reasoning', 'function_call', 'function_call_output', 'web_search_call', 7),
      role: fc.constantFrom('user', 'assistant', 'system', null),
      content: fc.oneof(
        fc.jsonValue(),
        fc.array(
          fc.record({
            type: fc.constantFrom('input_text', 'input_image', 'input_file', 'input_audio', 'refusal'),
            text: fc.jsonValue(),
            image_url: fc.jsonValue(),
          }),
        ),
      ),
      summary: fc.jsonValue(),
      encrypted_content: fc.oneof(
        fc.jsonValue(),
        fc.string().map((text) => `gatehouse.1.${text}`),
      ),
      output: fc.jsonValue(),
      arguments: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const body = fc.record(
    {
      input: fc.oneof(fc.array(item, { maxLength: 4 }), fc.jsonValue()),
      instructions: fc.jsonValue(),
      tools: fc.oneof(
        fc.array(fc.record({ type: fc.constantFrom('function', 'mcp'), name: fc.jsonValue() })),
        fc.jsonValue(),
      ),
      tool_choice: fc.jsonValue(),
      text: fc.oneof(fc.record({ format: fc.jsonValue() }), fc.jsonValue()),
      include: fc.jsonValue(),
      reasoning: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(body, (given) => {
      try {
        assert.ok(decodeResponseRequest(given).request.messages.length > 0);
      } catch (thrown) {
        assert.ok(thrown instanceof GatewayError && (thrown.details.issues ?? []).length > 0, String(thrown));
      }
    }),
    { numRuns: 1_000 },
  );
});
