import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeMessagesRequest } from '#anthropic/decode-request.ts';
import { encodeMessage } from '#anthropic/encode-message.ts';
import type { AssistantMessage, ChatRequest } from '#core/chat/request.ts';
import { EMPTY_CHOICE } from '#core/chat/result.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Json, JsonObject } from '#core/json.ts';

const QUESTION = { model: 'm', max_tokens: 10, messages: [{ role: 'user', content: 'Hi' }] };

function decode(change: JsonObject, betas?: string): ChatRequest {
  return decodeMessagesRequest({ ...QUESTION, ...change }, () => betas).request;
}

function problemsOf(body: Json): readonly string[] {
  try {
    decodeMessagesRequest(body, () => undefined);
  } catch (thrown) {
    assert.ok(thrown instanceof GatewayError);
    assert.equal(thrown.code, 'INVALID_REQUEST');
    return (thrown.details.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
  }
  return [];
}

test('a plain question', () => {
  const { model, stream, request } = decodeMessagesRequest(QUESTION, () => undefined);
  assert.deepEqual([model, stream], ['m', false]);
  assert.deepEqual(request, {
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
    tools: [],
    toolChoice: 'auto',
    responseFormat: { type: 'text' },
    sampling: { maxOutputTokens: 10 },
    choiceCount: 1,
    metadata: {},
    extra: {},
  });
});

test('settings have the words of the house, and what only Anthropic has goes to Anthropic alone', () => {
  const { sampling, endUser, toolChoice, parallelToolCalls, reasoning, providerOptions } = decode(
    {
      temperature: 0.5,
      top_p: 0.9,
      top_k: 5,
      stop_sequences: ['END'],
      metadata: { user_id: 'u1' },
      tool_choice: { type: 'any', disable_parallel_tool_use: true },
      thinking: { type: 'enabled', budget_tokens: 2000 },
      mcp_servers: [{ type: 'url', url: 'https://mcp.example' }],
    },
    'first-beta, second-beta',
  );
  assert.deepEqual(sampling, { maxOutputTokens: 10, temperature: 0.5, topP: 0.9, topK: 5, stop: ['END'] });
  assert.deepEqual([endUser, toolChoice, parallelToolCalls], ['u1', 'required', false]);
  assert.deepEqual(reasoning, { budgetTokens: 2000 });
  assert.deepEqual(providerOptions, {
    anthropic: {
      mcp_servers: [{ type: 'url', url: 'https://mcp.example' }],
      thinking: { type: 'enabled', budget_tokens: 2000 },
      betas: ['first-beta', 'second-beta'],
    },
  });
});

test('tools of the caller, and those that Anthropic runs itself', () => {
  const search = { type: 'web_search_20250305', name: 'web_search', max_uses: 2 };
  const schema = { type: 'object', properties: {} };
  const { tools, vendorTools } = decode({
    tools: [
      {
        type: 'custom',
        name: 'add',
        input_schema: schema,
        strict: true,
        cache_control: { type: 'ephemeral', ttl: '1h' },
      },
      search,
    ],
  });
  assert.deepEqual(tools, [{ name: 'add', inputSchema: schema, strict: true, cacheHint: { ttl: '1h' } }]);
  assert.deepEqual(vendorTools, [{ vendor: 'anthropic', value: search }]);
});

test('answers of tools are messages of their own, in order', () => {
  const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGk=' } };
  const { messages } = decode({
    messages: [
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: 'one', is_error: false },
          { type: 'tool_result', tool_use_id: 'b', content: [{ type: 'text', text: 'two' }, image], is_error: true },
          { type: 'tool_result', tool_use_id: 'c' },
          { type: 'text', text: 'And now?', cache_control: { type: 'ephemeral' } },
        ],
      },
    ],
  });
  assert.deepEqual(messages, [
    { role: 'tool', toolCallId: 'a', content: [{ type: 'text', text: 'one' }] },
    {
      role: 'tool',
      toolCallId: 'b',
      content: [
        { type: 'text', text: 'two' },
        { type: 'image', source: { type: 'base64', mediaType: 'image/png', base64: 'aGk=' } },
      ],
      extra: { is_error: true },
    },
    { role: 'tool', toolCallId: 'c', content: [] },
    { role: 'user', content: [{ type: 'text', text: 'And now?', cacheHint: {} }] },
  ]);
});

test('documents are files, and those in a form of Anthropic alone stay as they are', () => {
  const own = { type: 'document', source: { type: 'content', content: [{ type: 'text', text: 'Part.' }] } };
  const { messages } = decode({
    messages: [
      {
        role: 'user',
        content: [
          {
            type: 'document',
            title: 'a.pdf',
            source: { type: 'base64', media_type: 'application/pdf', data: 'aGk=' },
            citations: { enabled: true },
          },
          { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'Grüße' } },
          { type: 'document', source: { type: 'file', file_id: 'file_1' } },
          own,
        ],
      },
    ],
  });
  const [message] = messages;
  assert.deepEqual(message?.content, [
    {
      type: 'file',
      source: { type: 'base64', mediaType: 'application/pdf', base64: 'aGk=' },
      filename: 'a.pdf',
      extra: { citations: { enabled: true } },
    },
    { type: 'file', source: { type: 'base64', mediaType: 'text/plain', base64: btoa('GrÃ¼Ã\u009fe') } },
    { type: 'file', source: { type: 'id', id: 'file_1' } },
    { type: 'vendor', vendor: 'anthropic', value: own },
  ]);
});

test('an answer that thought again between stays in order, as one message a thought', () => {
  const search = { type: 'server_tool_use', id: 's', name: 'web_search', input: {} };
  const { messages } = decode({
    messages: [
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'First.', signature: 'one' },
          search,
          { type: 'thinking', thinking: 'Then.', signature: 'two' },
          { type: 'redacted_thinking', data: 'sealed' },
          { type: 'text', text: 'Done.' },
          { type: 'tool_use', id: 'c', name: 'add', input: { a: 1 } },
        ],
      },
    ],
  });
  assert.deepEqual(messages, [
    {
      role: 'assistant',
      content: [{ type: 'vendor', vendor: 'anthropic', value: search }],
      reasoning: [{ text: 'First.', signature: 'one' }],
      toolCalls: [],
    },
    {
      role: 'assistant',
      content: [{ type: 'text', text: 'Done.' }],
      reasoning: [
        { text: 'Then.', signature: 'two' },
        { text: '', sealed: 'sealed' },
      ],
      toolCalls: [{ id: 'c', name: 'add', input: '{"a":1}' }],
    },
  ]);
});

test('who called is kept where it was not the model itself', () => {
  const byCode = { type: 'code_execution_20250825', tool_id: 'srvtoolu_1' };
  const call = (id: string, caller: JsonObject) => ({ type: 'tool_use', id, name: 'add', input: {}, caller });
  const content = [call('a', { type: 'direct' }), call('b', byCode)];
  const [message] = decode({ messages: [{ role: 'assistant', content }] }).messages;
  assert.deepEqual((message as AssistantMessage).toolCalls, [
    { id: 'a', name: 'add', input: '{}' },
    { id: 'b', name: 'add', input: '{}', extra: { caller: byCode } },
  ]);
});

test('every problem is named with its place', () => {
  assert.deepEqual(problemsOf([]), [': Must be a JSON object.']);
  assert.deepEqual(problemsOf({ model: 'm' }), ['messages: Is required.']);
  assert.deepEqual(problemsOf({ ...QUESTION, messages: [] }), ['messages: Needs at least one message.']);
  assert.deepEqual(
    problemsOf({
      ...QUESTION,
      temperature: 'hot',
      tools: [{ name: 'add' }],
      tool_choice: { type: 'some' },
      messages: [
        { role: 'user', content: [{ text: 'no type' }] },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'c', name: 'add', input: 'text' }] },
        { role: 'robot', content: 'Hi' },
      ],
    }),
    [
      'messages.0.content.0.type: Is required.',
      'messages.1.content.0.input: Must be an object.',
      'messages.2.role: Must be one of "user", "assistant", "system".',
      'tools.0.input_schema: Is required.',
      'tool_choice.type: Must be one of "auto", "any", "tool", "none".',
      'temperature: Must be a number.',
    ],
  );
});

const text = fc.string({ minLength: 1, maxLength: 8 });
const proof = fc.record({ signature: text, sealed: text, id: text }, { requiredKeys: [], noNullPrototype: true });
const thought = fc
  .tuple(fc.oneof(fc.constant(''), text), proof)
  .map(([said, proved]) => ({ text: said, ...proved }))
  .filter(({ text: said, ...proved }) => said !== '' || Object.keys(proved).length > 0);
const call = fc.record(
  { id: fc.uuid(), name: text, input: fc.oneof(fc.constant('{"a":1}'), fc.constant('[1'), text), signature: text },
  { requiredKeys: ['id', 'name', 'input'], noNullPrototype: true },
);

test('what an answer proves comes back with it, whoever the vendor was', () => {
  fc.assert(
    fc.property(
      fc.array(thought, { maxLength: 3 }),
      text,
      fc.array(call, { maxLength: 3 }),
      (reasoning, said, calls) => {
        const toolCalls = calls.map((one) => ({ ...one, input: one.input.trim() === '' ? '{}' : one.input }));
        const choice = { ...EMPTY_CHOICE, text: said, reasoning, toolCalls };
        const result = { id: 'x', model: 'x', choices: [choice], usage: { estimated: false }, warnings: [] };
        const { content } = JSON.parse(encodeMessage(result, { id: 'chat_1', model: 'm', created: 1 }));
        const [message, ...others] = decode({ messages: [{ role: 'assistant', content }] }).messages;
        assert.deepEqual(others, []);
        const { reasoning: back, toolCalls: called } = message as AssistantMessage;
        assert.deepEqual(back, reasoning);
        const plain = (input: string): unknown => {
          try {
            return JSON.parse(input);
          } catch {
            return input;
          }
        };
        assert.deepEqual(
          called.map((one) => ({ ...one, input: plain(one.input) })),
          toolCalls.map((one) => ({ ...one, input: plain(one.input) })),
        );
      },
    ),
  );
});

test('any JSON is read or refused', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (first, second, third) => {
      const bodies = [
        first,
        { ...QUESTION, messages: first, system: second, tools: third },
        { ...QUESTION, thinking: first, output_config: second, metadata: third },
        {
          ...QUESTION,
          tool_choice: first,
          stop_sequences: second,
          tools: [third, { name: first, input_schema: second }],
        },
        {
          ...QUESTION,
          messages: [
            { role: 'user', content: first },
            { role: 'assistant', content: [second, third] },
          ],
        },
        ...['thinking', 'redacted_thinking', 'tool_use', 'tool_result', 'image', 'document', 'text'].map((type) => {
          const block = {
            type,
            data: first,
            signature: second,
            thinking: third,
            source: first,
            content: second,
            id: third,
          };
          return { ...QUESTION, messages: ['user', 'assistant', 'system'].map((role) => ({ role, content: [block] })) };
        }),
      ] as Json[];
      for (const body of bodies) problemsOf(body);
    }),
  );
});
