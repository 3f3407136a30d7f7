import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ChatEvent } from '#core/chat/event.ts';
import { createFolder, foldChat } from '#core/chat/fold.ts';
import { type ChatChoice, type ChatResult, EMPTY_CHOICE } from '#core/chat/result.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';

const RUNS = { numRuns: 500 };

const text = fc.string({ unit: 'binary', maxLength: 20 });
const count = fc.nat(1_000_000);
const usage = fc.record(
  {
    inputTokens: count,
    cachedInputTokens: count,
    cacheWriteTokens: count,
    outputTokens: count,
    reasoningTokens: count,
    estimated: fc.boolean(),
  },
  { requiredKeys: ['estimated'], noNullPrototype: true },
);
const reason = fc.record(
  {
    unified: fc.constantFrom('stop', 'length', 'tool-calls', 'content-filter', 'other'),
    raw: fc.option(text),
  },
  { noNullPrototype: true },
);
const extra = fc.dictionary(text, fc.jsonValue(), { noNullPrototype: true }) as fc.Arbitrary<JsonObject>;
const warning = fc.record({ setting: text, message: text }, { noNullPrototype: true });
const choice = fc.record(
  {
    text,
    refusal: text,
    reasoning: fc.array(fc.record({ text, signature: text }, { requiredKeys: ['text'], noNullPrototype: true }), {
      maxLength: 3,
    }),
    toolCalls: fc.array(fc.record({ id: text, name: text, input: text }, { noNullPrototype: true }), { maxLength: 3 }),
    finishReason: reason,
  },
  { noNullPrototype: true },
);
const result: fc.Arbitrary<ChatResult> = fc.record(
  {
    id: text,
    model: text,
    choices: fc.array(choice, { maxLength: 3 }),
    usage,
    warnings: fc.array(warning, { maxLength: 2 }),
    extra,
  },
  { requiredKeys: ['id', 'model', 'choices', 'usage', 'warnings'], noNullPrototype: true },
);

/** Events as a careless vendor might send them: empty deltas, mixed choices, ends that are missing, gaps between tool calls. */
const place = { choice: fc.nat(2), index: fc.nat(4) };
const untidyEvent: fc.Arbitrary<ChatEvent[]> = fc.oneof(
  fc
    .record({ type: fc.constantFrom('text-delta', 'refusal-delta', 'reasoning-delta'), choice: place.choice, text })
    .map(one),
  fc
    .record(
      { type: fc.constant('reasoning-end'), choice: place.choice, signature: text },
      { requiredKeys: ['type', 'choice'] },
    )
    .map(one),
  fc
    .record({ ...place, id: text, name: text, input: fc.array(text, { maxLength: 3 }) })
    .map((call): ChatEvent[] => [
      { type: 'tool-call-start', choice: call.choice, index: call.index, id: call.id, name: call.name },
      ...call.input.map(
        (input): ChatEvent => ({ type: 'tool-call-delta', choice: call.choice, index: call.index, input }),
      ),
    ]),
  fc.record({ type: fc.constant('choice-finish'), choice: place.choice, reason }).map(one),
);
const untidyEvents: fc.Arbitrary<readonly ChatEvent[]> = fc
  .record({ head: fc.record({ id: text, model: text }), body: fc.array(untidyEvent, { maxLength: 12 }), usage })
  .map(({ head, body, usage }) => [
    { type: 'start', ...head, warnings: [] },
    ...body.flat(),
    { type: 'finish', usage },
  ]);

function one(event: unknown): ChatEvent[] {
  return [event as ChatEvent];
}

function fold(batches: Iterable<readonly ChatEvent[]>): ChatResult {
  const folder = createFolder();
  for (const batch of batches) folder.addAll(batch);
  return folder.result();
}

test('the fold of what a result unfolds to is that result', () => {
  fc.assert(
    fc.property(result, (whole) => assert.deepEqual(fold([unfoldChat(whole)]), whole)),
    RUNS,
  );
});

test('unfolding a fold tidies events up: once done, it changes nothing any more', () => {
  fc.assert(
    fc.property(untidyEvents, (events) => {
      const folded = fold([events]);
      const tidy = unfoldChat(folded);
      assert.deepEqual(fold([tidy]), folded);
      assert.deepEqual(unfoldChat(fold([tidy])), tidy);
    }),
    RUNS,
  );
});

test('events fold to the same wherever they are cut into batches', async () => {
  await fc.assert(
    fc.asyncProperty(untidyEvents, fc.array(fc.nat(40), { maxLength: 6 }), async (events, cuts) => {
      const batches = cutAt(events, cuts);
      assert.deepEqual(await foldChat(streamOf(batches)), fold([events]));
    }),
    RUNS,
  );
});

test('texts fold to the same wherever they are cut into deltas', () => {
  fc.assert(
    fc.property(result, (whole) => assert.deepEqual(fold([unfoldChat(whole).flatMap(byCharacter)]), whole)),
    RUNS,
  );
});

test('a stream without its finish is interrupted, and what came is still there', async () => {
  const events = unfoldChat(ANSWER).slice(0, -1);
  await assert.rejects(foldChat(streamOf([events])), (thrown) => isCode(thrown, 'STREAM_INTERRUPTED'));
  const folder = createFolder();
  folder.addAll(events);
  assert.equal(folder.finished, false);
  assert.deepEqual(folder.partial().choices, ANSWER.choices);
});

test('a piece of a tool call that was never begun is a fault of the provider', () => {
  const events: ChatEvent[] = [{ type: 'tool-call-delta', choice: 0, index: 0, input: '{}' }];
  assert.throws(
    () => fold([events]),
    (thrown) => isCode(thrown, 'PROVIDER_PROTOCOL'),
  );
});

test('folds a long answer in time that grows with its length', () => {
  const folder = createFolder();
  const started = performance.now();
  for (let piece = 0; piece < 200_000; piece += 1) folder.addAll([{ type: 'text-delta', choice: 0, text: 'word ' }]);
  assert.equal(folder.partial().choices[0]?.text.length, 1_000_000);
  assert.ok(performance.now() - started < 2_000);
});

const ANSWER: ChatResult = {
  id: 'answer-1',
  model: 'model-1',
  choices: [
    {
      text: 'Half',
      refusal: '',
      reasoning: [{ text: 'Think.' }],
      toolCalls: [{ id: 'call-1', name: 'find', input: '{}' }],
      finishReason: { unified: 'tool-calls', raw: 'tool_calls' },
    },
  ],
  usage: { estimated: false },
  warnings: [],
};

function cutAt<Item>(items: readonly Item[], cuts: readonly number[]): Item[][] {
  const places = [0, ...cuts.filter((cut) => cut < items.length).sort((a, b) => a - b), items.length];
  return places.slice(1).map((end, index) => items.slice(places[index], end));
}

function byCharacter(event: ChatEvent): ChatEvent[] {
  if (event.type === 'tool-call-delta') return event.input.split('').map((input) => ({ ...event, input }));
  return 'text' in event ? event.text.split('').map((piece) => ({ ...event, text: piece })) : [event];
}

async function* streamOf(batches: readonly (readonly ChatEvent[])[]): AsyncGenerator<readonly ChatEvent[]> {
  yield* batches;
}

function isCode(thrown: unknown, code: string): boolean {
  return thrown instanceof GatewayError && thrown.code === code;
}

test('what only a vendor has a form for keeps its place between the pieces of text', () => {
  const block = { vendor: 'anthropic', value: { type: 'server_tool_use', id: 'srv_1' } };
  const choice: ChatChoice = {
    ...EMPTY_CHOICE,
    text: 'Before. After.',
    reasoning: [
      { text: 'Hm.', signature: 'proof', id: 'rs_1' },
      { text: '', sealed: 'opaque' },
    ],
    toolCalls: [{ id: 'call_1', name: 'find', input: '{}', signature: 'proof' }],
    vendorBlocks: [
      { ...block, at: 0 },
      { ...block, at: 8 },
      { ...block, at: 8 },
      { ...block, at: 14 },
    ],
  };
  const result: ChatResult = { id: 'x', model: 'y', choices: [choice], usage: { estimated: false }, warnings: [] };
  const folder = createFolder();
  folder.addAll(unfoldChat(result));
  assert.deepEqual(folder.result(), result);
});
