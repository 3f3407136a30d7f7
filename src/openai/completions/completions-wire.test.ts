import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ChatResult, EMPTY_CHOICE } from '#core/chat/result.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { OPENAI_COMPLETIONS } from '#openai/completions/completions-wire.ts';
import { decodeCompletionRequest } from '#openai/completions/decode-completion-request.ts';

const { encodeWhole, createStream } = OPENAI_COMPLETIONS;
const decode = decodeCompletionRequest;
const IDENTITY = { id: 'chat_7', model: 'large', created: 1_700_000_000 };

function issuesOf(body: object): string[] {
  try {
    decode(body);
  } catch (thrown) {
    assert.ok(thrown instanceof GatewayError);
    return (thrown.details.issues ?? []).map(({ path }) => path.join('.'));
  }
  return [];
}

test('a prompt is a message of the user, and its settings those of a chat', () => {
  const decoded = decode({
    model: 'large',
    prompt: ['Once'],
    max_tokens: 9,
    n: 2,
    best_of: 2,
    stop: 'END',
    logprobs: 3,
    logit_bias: { 5: 1 },
    user: 'u',
    stream: true,
    stream_options: { include_usage: true },
  });
  assert.equal(decoded.logprobs, true);
  assert.equal(decoded.stream, true);
  assert.equal(decoded.includeUsage, true);
  const { messages, sampling, choiceCount, endUser, extra } = decoded.request;
  assert.deepEqual(messages, [{ role: 'user', content: [{ type: 'text', text: 'Once' }] }]);
  assert.deepEqual(sampling, { maxOutputTokens: 9, stop: ['END'] });
  assert.equal(choiceCount, 2);
  assert.equal(endUser, 'u');
  assert.deepEqual(extra, { logprobs: true, top_logprobs: 3, logit_bias: { 5: 1 } });
});

test('what a chat cannot do is refused by name', () => {
  assert.deepEqual(issuesOf({}), ['prompt']);
  for (const prompt of [['a', 'b'], [], [[1, 2]], [1, 2], 7]) assert.deepEqual(issuesOf({ prompt }), ['prompt']);
  const legacy = { suffix: 'x', echo: true, best_of: 2, messages: [], tools: [] };
  assert.deepEqual(issuesOf({ prompt: 'a', ...legacy }), Object.keys(legacy));
  assert.deepEqual(issuesOf({ prompt: 'a', suffix: null, echo: false, best_of: 1 }), []);
});

const LOGPROBS = {
  content: [
    {
      token: 'He',
      logprob: -1,
      top_logprobs: [
        { token: 'He', logprob: -1 },
        { token: 'Hi', logprob: -2 },
      ],
    },
    { token: 'llo', logprob: -0.5, top_logprobs: [] },
  ],
};
const RESULT: ChatResult = {
  id: 'up_1',
  model: 'up',
  choices: [
    { ...EMPTY_CHOICE, text: 'Hello', finishReason: { unified: 'length', raw: 'max' }, reasoning: [{ text: 'Hm.' }] },
    { ...EMPTY_CHOICE, refusal: 'No.', finishReason: { unified: 'stop', raw: 'stop' } },
  ],
  usage: { inputTokens: 1, outputTokens: 2, estimated: false },
  warnings: [],
  extra: { choices: [{ index: 0, logprobs: LOGPROBS }], system_fingerprint: 'fp' },
};

test('a whole answer', () => {
  const decoded = decode({ prompt: 'a', logprobs: 2 });
  assert.deepEqual(JSON.parse(encodeWhole(RESULT, IDENTITY, decoded)), {
    ...IDENTITY,
    object: 'text_completion',
    choices: [
      {
        text: 'Hello',
        index: 0,
        logprobs: {
          tokens: ['He', 'llo'],
          token_logprobs: [-1, -0.5],
          top_logprobs: [{ He: -1, Hi: -2 }, null],
          text_offset: [0, 2],
        },
        finish_reason: 'length',
        reasoning_content: 'Hm.',
      },
      { text: 'No.', index: 1, logprobs: null, finish_reason: 'stop' },
    ],
    usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
    system_fingerprint: 'fp',
  });
});

test('a streamed answer says the same piece by piece', () => {
  const decoded = decode({ prompt: 'a', stream: true, logprobs: 1, stream_options: { include_usage: true } });
  const encoder = createStream(IDENTITY, decoded);
  const events = unfoldChat(RESULT).map((event) =>
    event.type === 'text-delta' ? { ...event, logprobs: LOGPROBS } : event,
  );
  const frames = (encoder.encode(events) + encoder.end()).split('\n\n').slice(0, -1);
  assert.equal(frames.pop(), 'data: [DONE]');
  const chunks = frames.map((frame) => JSON.parse(frame.slice('data: '.length)));
  const textOf = (index: number) =>
    chunks
      .flatMap(({ choices }) => choices)
      .map((choice) => (choice.index === index ? choice.text : ''))
      .join('');
  assert.deepEqual([textOf(0), textOf(1)], ['Hello', 'No.']);
  assert.deepEqual(
    chunks.flatMap(({ choices }) => choices).flatMap(({ finish_reason }) => finish_reason ?? []),
    ['length', 'stop'],
  );
  assert.deepEqual(chunks.find(({ choices }) => choices[0]?.logprobs)?.choices[0].logprobs.text_offset, [0, 2]);
  assert.equal(chunks.at(-1).usage.total_tokens, 3);
});

test('a stream that breaks off has no end mark', () => {
  const frame = createStream(IDENTITY, decode({ prompt: 'a' })).fail(new GatewayError('TIMEOUT'));
  assert.equal(JSON.parse(frame.slice('data: '.length)).error.message, 'The answer took too long.');
});
