import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatBatch, ChatEvent } from '#core/chat/event.ts';
import { createChunkEncoder } from '#openai/encode-chunk.ts';

const IDENTITY = { id: 'chat_"1"', model: 'large', created: 1_700_000_000 };
const START: ChatEvent = { type: 'start', id: 'vendor-7', model: 'vendor-model', warnings: [] };
const text = (words: string, choice = 0): ChatEvent => ({ type: 'text-delta', choice, text: words });
const STOP: ChatEvent = { type: 'choice-finish', choice: 0, reason: { unified: 'stop', raw: null } };
const FINISH: ChatEvent = { type: 'finish', usage: { inputTokens: 3, outputTokens: 2, estimated: false } };

function encodeAll(batches: readonly ChatBatch[], includeUsage = false) {
  const encoder = createChunkEncoder(IDENTITY, { includeUsage });
  return batches.map((batch) =>
    encoder
      .encode(batch)
      .split('\n\n')
      .slice(0, -1)
      .map((frame) => JSON.parse(frame.replace(/^data: /, ''))),
  );
}

const choicesOf = (frames: readonly { choices: unknown[] }[]) => frames.flatMap(({ choices }) => choices);

test('says who speaks in the first chunk and why it ended in the last', () => {
  const [first, second, third] = encodeAll([[START, text('Hi')], [text(' there')], [STOP, FINISH]]);
  assert.deepEqual(first, [
    {
      id: 'chat_"1"',
      object: 'chat.completion.chunk',
      created: 1_700_000_000,
      model: 'large',
      choices: [{ index: 0, delta: { role: 'assistant', content: 'Hi' }, logprobs: null, finish_reason: null }],
    },
  ]);
  assert.deepEqual(choicesOf(second ?? []), [
    { index: 0, delta: { content: ' there' }, logprobs: null, finish_reason: null },
  ]);
  assert.deepEqual(choicesOf(third ?? []), [{ index: 0, delta: {}, logprobs: null, finish_reason: 'stop' }]);
});

test('joins the text of one batch, each choice by itself and in order', () => {
  const [frames] = encodeAll([[text('a'), text('b'), text('c', 1), text('"d"\n'), STOP, FINISH]]);
  assert.deepEqual(
    choicesOf(frames ?? []).map((choice) => {
      const { index, delta } = choice as { index: number; delta: object };
      return [index, delta];
    }),
    [
      [0, { role: 'assistant', content: 'ab' }],
      [1, { role: 'assistant', content: 'c' }],
      [0, { content: '"d"\n' }],
      [0, {}],
    ],
  );
});

test('carries tool calls, reasoning and refusals', () => {
  const events: ChatEvent[] = [
    { type: 'reasoning-delta', choice: 0, text: 'Hm.' },
    { type: 'reasoning-end', choice: 0, signature: 's' },
    { type: 'tool-call-start', choice: 0, index: 0, id: 'call_1', name: 'add' },
    { type: 'tool-call-delta', choice: 0, index: 0, input: '{"a"' },
    { type: 'tool-call-end', choice: 0, index: 0 },
    { type: 'refusal-delta', choice: 0, text: 'No.' },
    { type: 'choice-finish', choice: 0, reason: { unified: 'tool-calls', raw: null } },
    FINISH,
  ];
  const [frames] = encodeAll([events]);
  const seen = choicesOf(frames ?? []) as { delta: object; finish_reason: string | null }[];
  assert.deepEqual(
    seen.map(({ delta }) => delta),
    [
      { role: 'assistant', reasoning_content: 'Hm.' },
      { reasoning_details: [{ type: 'reasoning.text', text: 'Hm.', signature: 's', index: 0 }] },
      { tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'add', arguments: '' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{"a"' } }] },
      { refusal: 'No.' },
      {},
    ],
  );
  assert.equal(seen.at(-1)?.finish_reason, 'tool_calls');
});

test('tells the usage only where it was asked for', () => {
  const [without] = encodeAll([[text('a'), STOP, FINISH]]);
  assert.ok(without?.every((frame) => !('usage' in frame)));
  const [asked] = encodeAll([[text('a'), STOP, FINISH]], true);
  assert.deepEqual(
    asked?.map(({ usage }) => usage),
    [null, null, { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }],
  );
  assert.deepEqual(asked?.at(-1)?.choices, []);
});

test('says nothing for a batch that has nothing for a caller', () => {
  assert.deepEqual(encodeAll([[START]]), [[]]);
});

test('carries proofs, blocks of one vendor and other kinds of calls', () => {
  const events: ChatEvent[] = [
    text('One'),
    { type: 'vendor-block', choice: 0, block: { vendor: 'anthropic', value: { type: 'server_tool_use' } } },
    { type: 'tool-call-start', choice: 0, index: 0, id: 'call_1', name: 'shell', extra: { type: 'custom' } },
    { type: 'tool-call-delta', choice: 0, index: 0, input: 'ls' },
    { type: 'tool-call-end', choice: 0, index: 0, signature: 'proof' },
  ];
  const [frames] = encodeAll([events]);
  assert.deepEqual(
    choicesOf(frames ?? []).map((choice) => (choice as { delta: object }).delta),
    [
      { role: 'assistant', content: 'One' },
      { vendor_blocks: [{ vendor: 'anthropic', value: { type: 'server_tool_use' }, at: 3 }] },
      { tool_calls: [{ index: 0, type: 'custom', id: 'call_1', custom: { name: 'shell', input: '' } }] },
      { tool_calls: [{ index: 0, custom: { input: 'ls' } }] },
      { tool_calls: [{ index: 0, extra_content: { google: { thought_signature: 'proof' } } }] },
    ],
  );
});

test('tells probabilities with their piece, or at the end where they came without one', () => {
  const piece = { content: [{ token: 'Hi', logprob: -1 }] };
  const extra = { service_tier: 'flex', choices: [{ index: 0, logprobs: piece, message: { annotations: [1] } }] };
  const END: ChatEvent = { type: 'finish', usage: { estimated: false }, extra };
  const [early] = encodeAll([[{ ...text('Hi'), logprobs: piece } as ChatEvent, text('!'), STOP, END]]);
  assert.deepEqual(choicesOf(early ?? []), [
    { index: 0, delta: { role: 'assistant', content: 'Hi' }, logprobs: piece, finish_reason: null },
    { index: 0, delta: { content: '!' }, logprobs: null, finish_reason: null },
    { index: 0, delta: { annotations: [1] }, logprobs: null, finish_reason: 'stop' },
  ]);
  assert.equal(early?.at(-1)?.service_tier, 'flex');
  const [late] = encodeAll([[text('Hi'), STOP, END]]);
  assert.deepEqual(choicesOf(late ?? []).at(-1), {
    index: 0,
    delta: { annotations: [1] },
    logprobs: piece,
    finish_reason: 'stop',
  });
});

test('answers in the way of 2023 where it was asked so', () => {
  const encoder = createChunkEncoder(IDENTITY, { functions: true });
  const frames = encoder.encode([
    { type: 'tool-call-start', choice: 0, index: 0, id: 'call_1', name: 'add' },
    { type: 'tool-call-delta', choice: 0, index: 0, input: '{}' },
    { type: 'tool-call-end', choice: 0, index: 0 },
    { type: 'choice-finish', choice: 0, reason: { unified: 'tool-calls', raw: null } },
    FINISH,
  ]);
  const chunks = frames.split('\n\n').slice(0, -1);
  const choices = chunks.map((chunk) => JSON.parse(chunk.replace(/^data: /, '')).choices[0]);
  assert.deepEqual(
    choices.map(({ delta }) => delta),
    [{ role: 'assistant', function_call: { name: 'add', arguments: '' } }, { function_call: { arguments: '{}' } }, {}],
  );
  assert.equal(choices.at(-1).finish_reason, 'function_call');
});
