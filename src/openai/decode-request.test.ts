import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chatRequest } from '#core/chat/request.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { decodeRequest } from '#openai/decode-request.ts';

const HELLO = { role: 'user', content: 'Hello' } as const;
const TEXT = (text: string) => [{ type: 'text', text }] as const;

/** `path: message` of each problem. */
function problemsOf(body: unknown): string[] {
  try {
    decodeRequest(body);
  } catch (error) {
    assert.ok(error instanceof GatewayError);
    assert.equal(error.code, 'INVALID_REQUEST');
    return (error.details.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
  }
  return [];
}

test('takes a body of messages alone', () => {
  assert.deepEqual(decodeRequest({ messages: [HELLO] }), {
    stream: false,
    includeUsage: false,
    functions: false,
    request: chatRequest({ messages: [{ role: 'user', content: TEXT('Hello') }] }),
  });
});

test('has a word for every parameter that the language knows', () => {
  const { model, stream, includeUsage, request } = decodeRequest({
    model: 'large',
    messages: [HELLO],
    stream: true,
    stream_options: { include_usage: true },
    max_completion_tokens: 100,
    temperature: 0.5,
    top_p: 0.9,
    presence_penalty: 1,
    frequency_penalty: -1,
    stop: 'END',
    seed: 7,
    n: 2,
    user: 'ada',
    metadata: { team: 'blue' },
    reasoning_effort: 'low',
    parallel_tool_calls: false,
    tools: [
      {
        type: 'function',
        function: { name: 'add', description: 'Adds.', parameters: { type: 'object' }, strict: true },
      },
      { type: 'function', function: { name: 'now' } },
    ],
    tool_choice: { type: 'function', function: { name: 'add' } },
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'sum', description: 'A sum.', schema: { type: 'number' }, strict: true },
    },
  });
  assert.deepEqual({ model, stream, includeUsage }, { model: 'large', stream: true, includeUsage: true });
  assert.deepEqual(request, {
    messages: [{ role: 'user', content: TEXT('Hello') }],
    tools: [
      { name: 'add', description: 'Adds.', inputSchema: { type: 'object' }, strict: true },
      { name: 'now', inputSchema: { type: 'object', properties: {} } },
    ],
    toolChoice: { name: 'add' },
    parallelToolCalls: false,
    responseFormat: {
      type: 'json-schema',
      name: 'sum',
      description: 'A sum.',
      schema: { type: 'number' },
      strict: true,
    },
    sampling: {
      maxOutputTokens: 100,
      temperature: 0.5,
      topP: 0.9,
      presencePenalty: 1,
      frequencyPenalty: -1,
      stop: ['END'],
      seed: 7,
    },
    reasoning: { effort: 'low' },
    choiceCount: 2,
    endUser: 'ada',
    metadata: { team: 'blue' },
    extra: {},
  });
});

test('prefers the newer of two names for the same limit', () => {
  const { sampling } = decodeRequest({ messages: [HELLO], max_tokens: 5, max_completion_tokens: 9 }).request;
  assert.equal(sampling.maxOutputTokens, 9);
  assert.equal(decodeRequest({ messages: [HELLO], max_tokens: 5 }).request.sampling.maxOutputTokens, 5);
});

test('keeps what it has no word for, and nothing else, for providers of this wire', () => {
  const { extra } = decodeRequest({
    messages: [HELLO],
    model: 'large',
    logit_bias: { '50256': -100 },
    service_tier: 'flex',
    invented: [1],
    store: null,
  }).request;
  assert.deepEqual(extra, { logit_bias: { '50256': -100 }, service_tier: 'flex', invented: [1] });
});

test('keeps it in messages, parts and tools too', () => {
  const cached = { cache_control: { type: 'other' } };
  const { messages, tools } = decodeRequest({
    messages: [
      { role: 'user', content: [{ type: 'text', text: 'Hello', image_url: null, ...cached }] },
      { role: 'assistant', content: 'Hel', prefix: true },
      { role: 'tool', tool_call_id: 'call_1', content: '3', ...cached },
    ],
    tools: [{ type: 'function', function: { name: 'add' }, ...cached }],
  }).request;
  assert.deepEqual(messages, [
    { role: 'user', content: [{ type: 'text', text: 'Hello', extra: cached }] },
    { role: 'assistant', content: TEXT('Hel'), reasoning: [], toolCalls: [], extra: { prefix: true } },
    { role: 'tool', toolCallId: 'call_1', content: TEXT('3'), extra: cached },
  ]);
  assert.deepEqual(tools[0]?.extra, cached);
});

test('takes null for every optional field, as the vendor does', () => {
  const names = ['temperature', 'stop', 'tools', 'tool_choice', 'response_format', 'n', 'stream', 'stream_options'];
  const body = { messages: [HELLO], ...Object.fromEntries(names.map((name) => [name, null])) };
  assert.deepEqual(decodeRequest(body), decodeRequest({ messages: [HELLO] }));
});

test('reads a whole conversation with tools', () => {
  const { messages } = decodeRequest({
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'developer', content: [{ type: 'text', text: 'Be kind.' }], name: 'ops' },
      { role: 'user', content: 'What is 1 + 2?', name: 'ada' },
      {
        role: 'assistant',
        content: null,
        reasoning_content: 'They want a sum.',
        tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'add', arguments: '{"a": 1, "b": 2}' } }],
        function_call: null,
        audio: null,
      },
      { role: 'tool', tool_call_id: 'call_1', content: '3' },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'No.' },
          { type: 'refusal', refusal: 'I will not.' },
        ],
      },
    ],
  }).request;
  assert.deepEqual(messages, [
    { role: 'system', content: TEXT('Be brief.') },
    { role: 'developer', content: TEXT('Be kind.'), name: 'ops' },
    { role: 'user', content: TEXT('What is 1 + 2?'), name: 'ada' },
    {
      role: 'assistant',
      content: [],
      reasoning: [{ text: 'They want a sum.' }],
      toolCalls: [{ id: 'call_1', name: 'add', input: '{"a": 1, "b": 2}' }],
    },
    { role: 'tool', toolCallId: 'call_1', content: TEXT('3') },
    { role: 'assistant', content: TEXT('No.'), refusal: 'I will not.', reasoning: [], toolCalls: [] },
  ]);
});

test('reads images, audio and files', () => {
  const { messages } = decodeRequest({
    messages: [
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url: 'https://example.com/cat.png', detail: 'low' } },
          { type: 'image_url', image_url: { url: 'data:image/PNG;base64,AAAA' } },
          { type: 'input_audio', input_audio: { data: 'BBBB', format: 'wav' } },
          { type: 'file', file: { file_id: 'file_1' } },
          { type: 'file', file: { file_data: 'data:application/pdf;name=a.pdf;base64,CCCC', filename: 'a.pdf' } },
        ],
      },
    ],
  }).request;
  assert.deepEqual(messages[0]?.content, [
    { type: 'image', source: { type: 'url', url: 'https://example.com/cat.png' }, detail: 'low' },
    { type: 'image', source: { type: 'base64', mediaType: 'image/png', base64: 'AAAA' } },
    { type: 'audio', format: 'wav', base64: 'BBBB' },
    { type: 'file', source: { type: 'id', id: 'file_1' } },
    { type: 'file', source: { type: 'base64', mediaType: 'application/pdf', base64: 'CCCC' }, filename: 'a.pdf' },
  ]);
});

test('names every problem by its path, all at once', () => {
  assert.deepEqual(
    problemsOf({
      model: 7,
      stream: 'yes',
      temperature: '1',
      n: 0,
      stop: [1],
      metadata: { team: 1 },
      max_tokens: 1.5,
      reasoning_effort: 7,
      messages: [
        { role: 'user', content: 7 },
        'hello',
        { role: 'robot', content: 'x' },
        { role: 'user', content: [{ type: 'text' }, { type: 'image_url', image_url: { url: 'file:///etc/passwd' } }] },
        { role: 'tool', content: 'x' },
        { role: 'assistant' },
        { role: 'system', content: [{ type: 'input_audio', input_audio: { data: 'A', format: 'wav' } }] },
        { content: 'x' },
      ],
      tools: [{ type: 'function' }],
      tool_choice: 'sometimes',
      response_format: { type: 7 },
      provider_options: { openai: 1 },
    }).toSorted(),
    [
      'max_tokens: Must be a whole number.',
      'messages.0.content: Must be a string or a list of parts.',
      'messages.1: Must be an object.',
      'messages.2.role: Must be one of "system", "developer", "user", "assistant", "tool", "function".',
      'messages.3.content.0.text: Is required.',
      'messages.3.content.1.image_url.url: Must be an http(s) address or a base64 data: URL.',
      'messages.4.tool_call_id: Is required.',
      'messages.5.content: Is required where there are no tool_calls.',
      'messages.6.content: This role takes text only.',
      'messages.7.role: Is required.',
      'metadata.team: Must be a string.',
      'model: Must be a string.',
      'n: Must be from 1 to 128.',
      'provider_options.openai: Must be an object.',
      'reasoning_effort: Must be a string.',
      'response_format.type: Must be a string.',
      'stop: Must be a string or a list of strings.',
      'stream: Must be true or false.',
      'temperature: Must be a number.',
      'tool_choice: Must be one of "auto", "none", "required", "any".',
      'tools.0.function: Is required.',
    ],
  );
});

test('says what is missing where there are no messages', () => {
  assert.deepEqual(problemsOf({}), ['messages: Is required.']);
  assert.deepEqual(problemsOf({ messages: [] }), ['messages: Needs at least one message.']);
  assert.deepEqual(problemsOf({ messages: 'Hello' }), ['messages: Must be a list.']);
  for (const body of [[], 'text', 7, null]) assert.deepEqual(problemsOf(body), [': Must be a JSON object.']);
});

test('is not tricked by the names of a prototype', () => {
  const body = JSON.parse(
    '{"messages": [{"role": "user", "content": "x"}], "__proto__": {"stream": true}, "constructor": 1}',
  );
  const { stream, request } = decodeRequest(body);
  assert.equal(stream, false);
  assert.equal(Object.getPrototypeOf(request.extra), Object.prototype);
  assert.equal('stream' in request.extra, false);
});

test('reads what other vendors added to the wire', () => {
  const { request } = decodeRequest({
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Hello', cache_control: { type: 'ephemeral', ttl: '1h' } },
          { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'original', min_pixels: 9 } },
          { type: 'video_url', video_url: { url: 'https://example.com/a.webm' } },
        ],
      },
      {
        role: 'assistant',
        content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }],
        audio: { id: 'audio_1' },
        tool_calls: [
          {
            id: 'call_1',
            type: 'function',
            index: 0,
            function: { name: 'add', arguments: '{}' },
            extra_content: { google: { thought_signature: 'proof' } },
            note: 1,
          },
          { id: 'call_2', type: 'custom', custom: { name: 'shell', input: 'ls' } },
        ],
      },
    ],
    top_k: 20,
    tools: [{ function: { name: 'add' } }, { type: 'web_search', web_search: {} }],
    tool_choice: 'any',
    reasoning: { max_tokens: 100, exclude: true, enabled: true },
    reasoning_effort: 'max',
    provider_options: { openrouter: { models: ['a'] } },
  });
  assert.deepEqual(request.messages, [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Hello', cacheHint: { ttl: '1h' } },
        {
          type: 'image',
          source: { type: 'url', url: 'https://example.com/a.png' },
          extra: { image_url: { detail: 'original', min_pixels: 9 } },
        },
        {
          type: 'vendor',
          vendor: 'openai-chat',
          value: { type: 'video_url', video_url: { url: 'https://example.com/a.webm' } },
        },
      ],
    },
    {
      role: 'assistant',
      content: [],
      reasoning: [{ text: 'Hm.' }],
      toolCalls: [
        { id: 'call_1', name: 'add', input: '{}', signature: 'proof', extra: { note: 1 } },
        { id: 'call_2', name: 'shell', input: 'ls', extra: { type: 'custom' } },
      ],
      extra: { audio: { id: 'audio_1' } },
    },
  ]);
  assert.deepEqual(request.vendorTools, [{ vendor: 'openai-chat', value: { type: 'web_search', web_search: {} } }]);
  assert.equal(request.toolChoice, 'required');
  assert.equal(request.sampling.topK, 20);
  assert.deepEqual(request.reasoning, { budgetTokens: 100, summary: 'none' });
  assert.deepEqual(request.extra, { reasoning_effort: 'max', reasoning: { enabled: true } });
  assert.deepEqual(request.providerOptions, { openrouter: { models: ['a'] } });
});

test('takes back what the door showed of an earlier answer', () => {
  const { messages } = decodeRequest({
    messages: [
      {
        role: 'assistant',
        content: 'One two',
        reasoning_content: 'Hm.So.',
        reasoning_details: [
          { type: 'reasoning.text', text: 'Hm.', signature: 's', index: 0 },
          { type: 'reasoning.summary', summary: 'So.', index: 1 },
          { type: 'reasoning.encrypted', data: 'x', id: 'rs_1', index: 1 },
          { type: 'reasoning.encrypted', data: 'y', index: 2 },
        ],
        vendor_blocks: [{ vendor: 'anthropic', value: { type: 'server_tool_use' }, at: 3 }],
      },
    ],
  }).request;
  assert.deepEqual(messages, [
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'One' },
        { type: 'vendor', vendor: 'anthropic', value: { type: 'server_tool_use' } },
        { type: 'text', text: ' two' },
      ],
      reasoning: [
        { text: 'Hm.', signature: 's' },
        { text: 'So.', id: 'rs_1', sealed: 'x' },
        { text: '', sealed: 'y' },
      ],
      toolCalls: [],
    },
  ]);
});

test('reads the way of 2023 as tools', () => {
  const { functions, request } = decodeRequest({
    messages: [
      HELLO,
      { role: 'assistant', content: null, function_call: { name: 'add', arguments: '{}' } },
      { role: 'function', name: 'add', content: '3' },
    ],
    functions: [{ name: 'add', parameters: { type: 'object' } }],
    function_call: { name: 'add' },
  });
  assert.equal(functions, true);
  assert.deepEqual(request.tools, [{ name: 'add', inputSchema: { type: 'object' } }]);
  assert.deepEqual(request.toolChoice, { name: 'add' });
  assert.deepEqual(request.messages.slice(1), [
    { role: 'assistant', content: [], reasoning: [], toolCalls: [{ id: 'call_1', name: 'add', input: '{}' }] },
    { role: 'tool', toolCallId: 'call_1', content: TEXT('3') },
  ]);
});

test('sends only the tools that are allowed', () => {
  const { tools, toolChoice } = decodeRequest({
    messages: [HELLO],
    tools: [
      { type: 'function', function: { name: 'add' } },
      { type: 'function', function: { name: 'now' } },
    ],
    tool_choice: {
      type: 'allowed_tools',
      allowed_tools: { mode: 'required', tools: [{ type: 'function', function: { name: 'now' } }] },
    },
  }).request;
  assert.deepEqual(
    tools.map(({ name }) => name),
    ['now'],
  );
  assert.equal(toolChoice, 'required');
});
