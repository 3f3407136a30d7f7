import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ChatChoice, type ChatResult, EMPTY_CHOICE } from '#core/chat/result.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import { encodeResponse } from '#openai/responses/encode-response.ts';
import { createResponseStream } from '#openai/responses/encode-response-stream.ts';
import { openSeal } from '#openai/responses/seal.ts';

const IDENTITY = { id: 'chat_7', model: 'large', created: 1_700_000_000 };
const DECODED = { body: { temperature: 1, metadata: null }, logprobs: true };
const STOP = { unified: 'stop', raw: 'end_turn' } as const;

function resultOf(choice: Partial<ChatChoice>, extra?: JsonObject): ChatResult {
  return {
    id: 'up_1',
    model: 'up',
    choices: [{ ...EMPTY_CHOICE, finishReason: STOP, ...choice }],
    usage: { inputTokens: 3, outputTokens: 5, cacheWriteTokens: 2, estimated: false },
    warnings: [],
    ...(extra && { extra }),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: what was written is read back by the test alone.
const whole = (result: ChatResult): any => JSON.parse(encodeResponse(result, IDENTITY, DECODED));

// biome-ignore lint/suspicious/noExplicitAny: see above.
function streamed(result: ChatResult): any[] {
  const encoder = createResponseStream(IDENTITY, DECODED);
  const frames = (encoder.encode(unfoldChat(result)) + encoder.end()).split('\n\n').slice(0, -1);
  return frames.map((frame) => {
    const [, type, data = ''] = /^event: (\S+)\ndata: (.*)$/.exec(frame) ?? [];
    const event = JSON.parse(data);
    assert.equal(event.type, type);
    return event;
  });
}

const FULL = resultOf({
  text: 'Hello there.',
  refusal: 'No more.',
  reasoning: [
    { text: 'Hm.', signature: 'sig' },
    { text: '', sealed: 'x' },
  ],
  toolCalls: [
    { id: 'call_1', name: 'f', input: '{}', signature: 'proof' },
    { id: 'call_2', name: 'run', input: 'print(1)', extra: { type: 'custom', namespace: 'n' } },
  ],
  vendorBlocks: [
    { vendor: 'openai-responses', value: { type: 'web_search_call', id: 'ws_1' }, at: 0 },
    { vendor: 'anthropic', value: { type: 'server_tool_use' }, at: 6 },
  ],
});

test('a whole answer, item by item', () => {
  const { output, usage, temperature, metadata, store, status, id } = whole(FULL);
  assert.equal(id, 'chat_7');
  assert.equal(status, 'completed');
  assert.equal(store, false);
  assert.equal(temperature, 1);
  assert.deepEqual(metadata, {});
  assert.deepEqual(usage, {
    input_tokens: 3,
    input_tokens_details: { cached_tokens: 0, cache_write_tokens: 2 },
    output_tokens: 5,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 8,
  });
  const [thought, sealed, ...rest] = output;
  assert.deepEqual(thought.summary, [{ type: 'summary_text', text: 'Hm.' }]);
  assert.deepEqual(openSeal(thought.encrypted_content, thought.id), { signature: 'sig' });
  assert.deepEqual(openSeal(sealed.encrypted_content, sealed.id), { sealed: 'x' });
  assert.deepEqual(rest, [
    { type: 'web_search_call', id: 'ws_1' },
    {
      type: 'message',
      id: 'msg_gh_7_3',
      status: 'completed',
      role: 'assistant',
      content: [
        { type: 'output_text', text: 'Hello there.', annotations: [], logprobs: [] },
        { type: 'refusal', refusal: 'No more.' },
      ],
      vendor_blocks: [{ vendor: 'anthropic', value: { type: 'server_tool_use' }, at: 6 }],
    },
    {
      type: 'function_call',
      id: 'fc_gh_7_4',
      call_id: 'call_1',
      name: 'f',
      arguments: '{}',
      extra_content: { google: { thought_signature: 'proof' } },
      status: 'completed',
    },
    {
      type: 'custom_tool_call',
      id: 'ctc_gh_7_5',
      call_id: 'call_2',
      name: 'run',
      input: 'print(1)',
      namespace: 'n',
      status: 'completed',
    },
  ]);
});

test('a stream ends with what the whole says, and numbers its steps', () => {
  const events = streamed(FULL);
  assert.deepEqual(
    events.map(({ sequence_number }) => sequence_number),
    events.map((_, index) => index),
  );
  assert.deepEqual(events[0].response.output, []);
  const last = events.at(-1);
  assert.equal(last.type, 'response.completed');
  assert.deepEqual(last.response, whole(FULL));
  const done = events.filter(({ type }) => type === 'response.output_item.done');
  assert.deepEqual(
    done.toSorted((a, b) => a.output_index - b.output_index).map(({ item }) => item),
    last.response.output,
  );
  for (const { item_id, output_index } of events.filter((event) => event.item_id))
    assert.equal(last.response.output[output_index].id, item_id);
});

test('the order of the vendor is kept where it says one, and phases of messages with it', () => {
  const choice = {
    text: 'Look. Found.',
    reasoning: [
      { text: '', sealed: 'a', id: 'rs_1' },
      { text: 'B.', sealed: 'b', id: 'rs_2' },
    ],
    toolCalls: [{ id: 'call_1', name: 'f', input: '{}' }],
  };
  const items = [
    { type: 'reasoning', blocks: 1 },
    { type: 'message', characters: 6, phase: 'commentary' },
    { type: 'function_call' },
    { type: 'reasoning', blocks: 1 },
    { type: 'message', characters: 6, phase: 'final_answer' },
  ];
  const citation = { start_index: 6, end_index: 11, url: 'https://example.com/', title: 'Example' };
  const annotations = [{ type: 'url_citation', url_citation: citation }];
  const { output } = whole(
    resultOf(choice, { output_items: items, choices: [{ index: 0, message: { annotations } }] }),
  );
  assert.deepEqual(
    output.map(({ type, phase, id }: JsonObject) => [type, phase ?? id]),
    [
      ['reasoning', 'rs_1'],
      ['message', 'commentary'],
      ['function_call', 'fc_gh_7_2'],
      ['reasoning', 'rs_2'],
      ['message', 'final_answer'],
    ],
  );
  assert.equal(output[3].encrypted_content, 'b');
  assert.deepEqual(output[4].content[0].annotations, [
    { type: 'url_citation', ...citation, start_index: 0, end_index: 5 },
  ]);
  const changed = whole(resultOf({ ...choice, text: 'Masked.' }, { output_items: items }));
  assert.deepEqual(
    changed.output.map(({ type }: JsonObject) => type),
    ['reasoning', 'reasoning', 'message', 'function_call'],
  );
});

test('parts of one summary stay one item', () => {
  const reasoning = [
    { text: 'One.', id: 'rs_1' },
    { text: 'Two.', id: 'rs_1', sealed: 'a' },
    { text: 'Three.', id: 'rs_2', sealed: 'b' },
  ];
  const { output } = whole(resultOf({ reasoning }));
  assert.deepEqual(
    output.map(({ id, summary, encrypted_content }: JsonObject) => [id, (summary as []).length, encrypted_content]),
    [
      ['rs_1', 2, 'a'],
      ['rs_2', 1, 'b'],
    ],
  );
  const items = streamed(resultOf({ reasoning })).at(-1).response.output;
  assert.deepEqual(
    items.map(({ id, encrypted_content }: { id: string; encrypted_content: string }) =>
      openSeal(encrypted_content, id),
    ),
    [
      { sealed: 'a', id: 'rs_1' },
      { sealed: 'b', id: 'rs_2' },
    ],
  );
});

test('an answer that was cut off is incomplete', () => {
  const cut = resultOf({ text: 'Hel', finishReason: { unified: 'length', raw: 'max_tokens' } });
  const { status, incomplete_details, output } = whole(cut);
  assert.equal(status, 'incomplete');
  assert.deepEqual(incomplete_details, { reason: 'max_output_tokens' });
  assert.equal(output[0].status, 'incomplete');
  assert.equal(streamed(cut).at(-1).type, 'response.incomplete');
});

test('probabilities stand with their text, where they were asked for', () => {
  const logprobs = {
    content: [
      { token: 'He', logprob: -1 },
      { token: 'llo', logprob: -2 },
    ],
  };
  const result = resultOf({ text: 'Hello' }, { choices: [{ index: 0, logprobs }] });
  assert.deepEqual(whole(result).output[0].content[0].logprobs, logprobs.content);
  const unasked = JSON.parse(encodeResponse(result, IDENTITY, { body: {}, logprobs: false }));
  assert.deepEqual(unasked.output[0].content[0].logprobs, []);
});

test('a stream that breaks off ends with an error', () => {
  const encoder = createResponseStream(IDENTITY, DECODED);
  const before = encoder.encode([{ type: 'start', id: 'x', model: 'y', warnings: [] }]).split('\n\n').length - 1;
  const frame = encoder.fail(new GatewayError('STREAM_INTERRUPTED'));
  assert.match(frame, /^event: error\n/);
  const { type, code, message, sequence_number } = JSON.parse(frame.split('\ndata: ')[1] ?? '');
  assert.deepEqual([type, code, sequence_number], ['error', 'server_error', before]);
  assert.equal(message, 'The answer of the provider broke off.');
});
