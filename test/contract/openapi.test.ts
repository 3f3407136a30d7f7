import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { createAnthropicDoors } from '#anthropic/anthropic-doors.ts';
import { decodeMessagesRequest } from '#anthropic/decode-request.ts';
import { ANTHROPIC_ERRORS } from '#anthropic/encode-error.ts';
import { createEventEncoder } from '#anthropic/encode-events.ts';
import { encodeMessage } from '#anthropic/encode-message.ts';
import { EMPTY_CHOICE } from '#core/chat/result.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import { ERROR_CODES } from '#core/error/codes.ts';
import { GatewayError, invalidRequest } from '#core/error/gateway-error.ts';
import type { DoorDeps } from '#doors/door-deps.ts';
import { createLoginDoors } from '#http/admin-login/login-doors.ts';
import { errorText } from '#http/error-response.ts';
import { createHealthDoors } from '#http/health.ts';
import { decodeCompletionRequest } from '#openai/completions/decode-completion-request.ts';
import { encodeTextCompletion } from '#openai/completions/encode-text-completion.ts';
import { createTextStream } from '#openai/completions/encode-text-stream.ts';
import { decodeEmbedding } from '#openai/decode-embedding.ts';
import { decodeRequest } from '#openai/decode-request.ts';
import { createChunkEncoder } from '#openai/encode-chunk.ts';
import { encodeCompletion } from '#openai/encode-completion.ts';
import { encodeEmbeddings } from '#openai/encode-embeddings.ts';
import { encodeError } from '#openai/encode-error.ts';
import { createOpenaiDoors } from '#openai/openai-doors.ts';
import { decodeResponseRequest } from '#openai/responses/decode-response-request.ts';
import { encodeResponse } from '#openai/responses/encode-response.ts';
import { createResponseStream } from '#openai/responses/encode-response-stream.ts';
import { openapiFile } from '#reference/openapi/openapi-file.ts';
import { collectingLog } from '#test/support/collecting-log.ts';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Parameters<typeof z.fromJSONSchema>[0]>> };
}

const TEXT = openapiFile().text;
const DOCUMENT = parse(TEXT) as Document;
const IDENTITY = { id: 'chat_1', model: 'echo', created: 1_700_000_000 };

function accepts(schema: string, value: unknown): void {
  const found = DOCUMENT.components.schemas[schema];
  assert.ok(found, schema);
  const { success, error } = z.fromJSONSchema(found).safeParse(value);
  assert.ok(success, `${schema}: ${error && z.prettifyError(error)}`);
}

test('every fixed address of the HTTP doors is described, and no other', () => {
  // The doors are only looked at, so what they would need to answer is not there.
  const doors = [
    ...createOpenaiDoors({} as DoorDeps),
    ...createAnthropicDoors({} as DoorDeps),
    ...createHealthDoors(() => ({ type: 'starting' })),
    ...createLoginDoors({
      signIn: { redeem: async () => '', signOut: async () => '' },
      allowedOrigins: [],
      log: collectingLog(),
    }),
  ];
  const real = doors.flatMap(({ methods, path }) =>
    methods.map((method) => `${method} ${path.replace('/*', '/{name}')}`),
  );
  const described = Object.entries(DOCUMENT.paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => key !== 'parameters')
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
  assert.deepEqual(described.toSorted(), [...real, 'POST /{route}'].toSorted());
});

test('everything that is referred to is there, and everything there is referred to', () => {
  const referred = [...TEXT.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name = '']) => name);
  assert.deepEqual([...new Set(referred)].toSorted(), Object.keys(DOCUMENT.components.schemas).toSorted());
});

test('whole answers are as described', () => {
  const finishReason = { unified: 'tool-calls', raw: 'tool_calls' } as const;
  const full = {
    text: '',
    refusal: '',
    reasoning: [
      { text: 'Hm.', signature: 's' },
      { text: '', sealed: 'x', id: 'rs_1' },
    ],
    toolCalls: [{ id: 'call_1', name: 'weather', input: '{"city":"Oslo"}', signature: 's' }],
    finishReason,
  };
  const usage = { inputTokens: 3, outputTokens: 5, cachedInputTokens: 1, reasoningTokens: 2, estimated: false };
  for (const result of [
    { choices: [full], usage, warnings: [] },
    { choices: [{ ...full, text: 'Hello', toolCalls: [] }], usage: { estimated: false }, warnings: [] },
    { choices: [{ ...full, refusal: 'No.', toolCalls: [], reasoning: [] }], usage, warnings: [] },
  ]) {
    accepts('ChatCompletion', JSON.parse(encodeCompletion({ id: 'up_1', model: 'up', ...result }, IDENTITY)));
  }
});

test('pieces of answers are as described', () => {
  const frames = createChunkEncoder(IDENTITY, { includeUsage: true }).encode([
    { type: 'reasoning-delta', choice: 0, text: 'Hm.' },
    { type: 'text-delta', choice: 0, text: 'Hello' },
    { type: 'tool-call-start', choice: 0, index: 0, id: 'call_1', name: 'weather' },
    { type: 'tool-call-delta', choice: 0, index: 0, input: '{}' },
    { type: 'choice-finish', choice: 0, reason: { unified: 'stop', raw: null } },
    { type: 'finish', usage: { inputTokens: 3, outputTokens: 5, estimated: false } },
  ]);
  const chunks = frames.split('\n\n').filter((frame) => frame !== '');
  assert.equal(chunks.length, 6);
  for (const chunk of chunks) accepts('ChatChunk', JSON.parse(chunk.slice('data: '.length)));
});

test('responses are as described, whole and step by step', () => {
  const reason = { unified: 'length', raw: null } as const;
  const choice = { ...EMPTY_CHOICE, text: 'Hello', reasoning: [{ text: 'Hm.' }], finishReason: reason };
  const usage = { inputTokens: 3, outputTokens: 5, estimated: false };
  const result = { id: 'up_1', model: 'up', choices: [choice], usage, warnings: [] };
  const decoded = decodeResponseRequest({ model: 'echo', input: 'Hi.', temperature: 1, tools: [] });
  accepts('Response', JSON.parse(encodeResponse(result, IDENTITY, decoded)));
  const frames = createResponseStream(IDENTITY, decoded).encode(unfoldChat(result)).split('\n\n').slice(0, -1);
  assert.ok(frames.length > 10);
  for (const frame of frames) accepts('ResponseEvent', JSON.parse(frame.replace(/^event: .*\ndata: /, '')));
});

test('text completions are as described, whole and in pieces', () => {
  const finishReason = { unified: 'stop', raw: null } as const;
  const choice = { ...EMPTY_CHOICE, text: 'Hello', reasoning: [{ text: 'Hm.' }], finishReason };
  const logprobs = { content: [{ token: 'Hello', logprob: -1, top_logprobs: [] }] };
  const usage = { inputTokens: 3, outputTokens: 5, estimated: false };
  const extra = { choices: [{ index: 0, logprobs }] };
  const result = { id: 'up_1', model: 'up', choices: [choice], usage, warnings: [], extra };
  accepts('TextCompletion', JSON.parse(encodeTextCompletion(result, IDENTITY, { logprobs: true })));
  const encoder = createTextStream(IDENTITY, { includeUsage: true, logprobs: true });
  const frames = encoder.encode(unfoldChat(result)).split('\n\n').slice(0, -1);
  assert.equal(frames.length, 4);
  for (const frame of frames) accepts('TextCompletion', JSON.parse(frame.slice('data: '.length)));
});

test('messages are as described, whole and step by step', () => {
  const finishReason = { unified: 'tool-calls', raw: 'tool_use' } as const;
  const toolCalls = [{ id: 'call_1', name: 'weather', input: '{}', signature: 's' }];
  const choice = { ...EMPTY_CHOICE, text: 'Hello', reasoning: [{ text: 'Hm.' }], toolCalls, finishReason };
  const usage = { inputTokens: 3, outputTokens: 5, estimated: false };
  const result = { id: 'up_1', model: 'up', choices: [choice], usage, warnings: [] };
  accepts('Message', JSON.parse(encodeMessage(result, IDENTITY)));
  const encoder = createEventEncoder(IDENTITY);
  const written = encoder.encode(unfoldChat(result)) + encoder.end() + encoder.fail(new GatewayError('TIMEOUT'));
  const frames = written.split('\n\n').slice(0, -1);
  assert.ok(frames.length > 10);
  for (const frame of frames) accepts('MessageEvent', JSON.parse(frame.replace(/^event: .*\ndata: /, '')));
  for (const code of ERROR_CODES)
    accepts('AnthropicError', JSON.parse(ANTHROPIC_ERRORS.encodeError(new GatewayError(code), 'chat_1')));
});

test('the door of messages takes what the description takes', () => {
  const decode = (body: unknown) => decodeMessagesRequest(body, () => undefined);
  const asked = { model: 'echo', messages: [{ role: 'user', content: 'Hi.' }] };
  for (const body of [
    asked,
    { ...asked, max_tokens: 9, system: 'Be brief.', stream: null, thinking: { type: 'adaptive' }, metadata: {} },
    { ...asked, tools: [{ name: 'add', input_schema: {} }], tool_choice: { type: 'any' }, stop_sequences: ['a'] },
  ]) {
    accepts('MessageRequest', body);
    decode(body);
  }
  for (const body of [
    { model: 'echo' },
    { ...asked, messages: [] },
    { ...asked, max_tokens: 0 },
    { ...asked, tool_choice: { type: 'some' } },
    { ...asked, messages: [{ role: 'robot', content: 'Hi.' }] },
  ]) {
    assert.throws(() => accepts('MessageRequest', body));
    assert.throws(() => decode(body), GatewayError);
  }
});

test('the doors of responses and text completions take what the description takes', () => {
  const responses = [
    { input: 'Hi.' },
    { instructions: 'Be brief.', model: 'echo', previous_response_id: null, store: true, background: false },
    { input: [{ role: 'user', content: 'Hi.' }], tools: [{ type: 'web_search' }], tool_choice: 'required', text: {} },
  ];
  for (const body of responses) {
    accepts('ResponseRequest', body);
    decodeResponseRequest(body);
  }
  for (const body of [{ input: 7 }, { input: 'Hi.', conversation: 'c' }, { input: 'Hi.', background: true }]) {
    assert.throws(() => accepts('ResponseRequest', body));
    assert.throws(() => decodeResponseRequest(body), GatewayError);
  }
  for (const body of [{ prompt: 'Hi.' }, { prompt: ['Hi.'], n: 2, logprobs: 0, echo: false, suffix: '' }]) {
    accepts('CompletionRequest', body);
    decodeCompletionRequest(body);
  }
  for (const body of [{}, { prompt: ['a', 'b'] }, { prompt: 'a', echo: true }, { prompt: 'a', suffix: 'b' }]) {
    assert.throws(() => accepts('CompletionRequest', body));
    assert.throws(() => decodeCompletionRequest(body), GatewayError);
  }
});

test('vectors are as described, as numbers and as base64', () => {
  const usage = { inputTokens: 3, outputTokens: 0, estimated: false };
  const result = {
    model: 'up',
    vectors: [
      [0.5, 1],
      [1, 0],
    ],
    usage,
    warnings: [],
  };
  for (const format of ['float', 'base64'] as const)
    accepts('EmbeddingList', JSON.parse(encodeEmbeddings(result, 'echo', format)));
  for (const input of ['a', ['a', 'b'], [1, 2], [[1], 'b']]) {
    const body = { model: 'echo', input, encoding_format: 'float', dimensions: 8, user: 'u', input_type: 'query' };
    accepts('EmbeddingRequest', body);
    decodeEmbedding(body);
  }
});

test('errors are as described, whichever they are', () => {
  for (const code of ERROR_CODES) {
    accepts('OpenaiError', JSON.parse(encodeError(new GatewayError(code))));
    accepts('GatewayError', JSON.parse(errorText(new GatewayError(code), 'chat_1')));
  }
  const invalid = invalidRequest([{ path: ['messages', '0'], message: 'Must be an object.', code: 'invalid_type' }]);
  accepts('OpenaiError', JSON.parse(encodeError(invalid)));
});

const GOOD = { messages: [{ role: 'user', content: 'Hello' }] };
const TAKEN = [
  GOOD,
  {
    ...GOOD,
    model: 'echo',
    stream: true,
    stream_options: { include_usage: true },
    n: 2,
    stop: ['a'],
    seed: 7,
    user: 'u',
  },
  { messages: [{ role: 'developer', content: [{ type: 'text', text: 'Be brief.' }] }, ...GOOD.messages] },
  {
    messages: [
      { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://a.test/b.png', detail: 'low' } }] },
    ],
  },
  { messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } }] }] },
  { messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'file-1' } }] }] },
  {
    messages: [
      ...GOOD.messages,
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: 'c', content: 'Rain.' },
    ],
    tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }],
    tool_choice: { type: 'function', function: { name: 'f' } },
  },
  {
    ...GOOD,
    response_format: { type: 'json_schema', json_schema: { name: 'n', schema: {} } },
    reasoning_effort: 'low',
  },
  {
    ...GOOD,
    functions: [{ name: 'f' }],
    reasoning: { max_tokens: 100 },
    top_k: 5,
    provider_options: { openrouter: { models: ['a'] } },
  },
  { ...GOOD, tools: [{ type: 'web_search' }, { function: { name: 'f' } }], tool_choice: 'any' },
  { ...GOOD, metadata: { team: 'shop' }, temperature: 2, top_p: 0, presence_penalty: -2, logit_bias: { 5: 1 } },
];
const REFUSED = [
  {},
  { messages: [] },
  { messages: 'Hello' },
  { messages: [{ role: 'robot', content: 'Hello' }] },
  { messages: [{ role: 'user' }] },
  { messages: [{ role: 'tool', content: 'Rain.' }] },
  { messages: [{ role: 'system', content: [{ type: 'image_url', image_url: { url: 'https://a.test/b.png' } }] }] },
  { ...GOOD, temperature: 3 },
  { ...GOOD, n: 0 },
  { ...GOOD, max_tokens: 1.5 },
  { ...GOOD, stop: [1] },
  { ...GOOD, stream: 'yes' },
  { ...GOOD, metadata: { team: 1 } },
  { ...GOOD, tools: [{ type: 'function', function: {} }] },
  { ...GOOD, tool_choice: 'maybe' },
  { ...GOOD, response_format: {} },
  { ...GOOD, reasoning_effort: 7 },
  { ...GOOD, provider_options: { openrouter: 'fast' } },
];

test('the door takes the requests that the description takes', () => {
  for (const body of TAKEN) {
    accepts('ChatRequest', body);
    assert.doesNotThrow(() => decodeRequest(body), JSON.stringify(body));
  }
});

test('the door refuses the requests that the description refuses', () => {
  const schema = z.fromJSONSchema(DOCUMENT.components.schemas.ChatRequest ?? true);
  for (const body of REFUSED) {
    assert.equal(schema.safeParse(body).success, false, JSON.stringify(body));
    assert.throws(() => decodeRequest(body), GatewayError, JSON.stringify(body));
  }
});
