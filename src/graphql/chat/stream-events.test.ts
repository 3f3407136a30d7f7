import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GuardrailFinding } from '#core/call-report.ts';
import type { ChatBatch } from '#core/chat/event.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { type StreamEvent, streamEvents } from '#graphql/chat/stream-events.ts';
import type { GatewayCall } from '#graphql/gateway-call.ts';

const START = { type: 'start', id: 'x', model: 'm', warnings: [] } as const;
const END = [
  { type: 'choice-finish', choice: 0, reason: { unified: 'stop', raw: null } },
  { type: 'finish', usage: { outputTokens: 2, estimated: false } },
] as const;

const FINISHED = { type: 'ChatChoiceFinished', choice: 0, reason: { unified: 'stop', raw: null } } as const;

/** A call whose events are these batches; an error in the list is thrown where it stands. */
function callOf(steps: readonly (ChatBatch | Error)[], findings: GuardrailFinding[] = []): GatewayCall {
  async function* events() {
    for (const step of steps) {
      if (step instanceof Error) throw step;
      yield step;
    }
  }
  const report = { rateLimits: [], findings, cache: 'disabled', steps: [], attempts: [], upstreamMs: 0 } as const;
  return {
    callId: 'chat_1',
    startedAt: 0,
    configRevision: 1,
    run: { callId: 'chat_1', report, model: undefined, served: undefined, events: events() },
    modelName: () => 'm',
    maySee: () => true,
    stop: () => undefined,
  };
}

async function collect(call: GatewayCall, onFault: (error: Error) => void = assert.fail): Promise<StreamEvent[]> {
  const all: StreamEvent[] = [];
  for await (const event of streamEvents(call, onFault)) all.push(event);
  assert.deepEqual(
    all.map(({ sequence }) => sequence),
    all.map((_, index) => index),
  );
  return all;
}

const short = ({ call: _call, sequence: _sequence, ...body }: StreamEvent) => body;

test('neighbours of one batch become one event, and those of two batches stay two', async () => {
  const text = (value: string, choice = 0) => ({ type: 'text-delta', choice, text: value }) as const;
  const thought = { type: 'reasoning-delta', choice: 0, text: 'hm' } as const;
  const events = await collect(callOf([[START, thought, text('a'), text('b'), text('c', 1)], [text('d')], END]));
  assert.deepEqual(events.slice(1, -2).map(short), [
    { type: 'ChatDelta', choice: 0, reasoning: 'hm' },
    { type: 'ChatDelta', choice: 0, text: 'ab' },
    { type: 'ChatDelta', choice: 1, text: 'c' },
    { type: 'ChatDelta', choice: 0, text: 'd' },
    FINISHED,
  ]);
});

test('the pieces of each tool call keep their place, id and name', async () => {
  const start = (index: number) => ({ type: 'tool-call-start', choice: 0, index, id: `t${index}`, name: 'f' }) as const;
  const delta = (index: number, input: string) => ({ type: 'tool-call-delta', choice: 0, index, input }) as const;
  const end = (index: number, proof = {}) => ({ type: 'tool-call-end', choice: 0, index, ...proof }) as const;
  const events = await collect(
    callOf([
      [START, start(0), delta(0, '{'), delta(0, '}'), end(0, { signature: 'proof' }), start(1)],
      [delta(1, '[]'), end(1)],
      END,
    ]),
  );
  assert.deepEqual(events.slice(1, -2).map(short), [
    { type: 'ChatToolCallDelta', choice: 0, index: 0, id: 't0', name: 'f', input: '{}' },
    { type: 'ChatToolCallEnded', choice: 0, index: 0, signature: 'proof' },
    { type: 'ChatToolCallDelta', choice: 0, index: 1, id: 't1', name: 'f', input: '' },
    { type: 'ChatToolCallDelta', choice: 0, index: 1, input: '[]' },
    { type: 'ChatToolCallEnded', choice: 0, index: 1 },
    FINISHED,
  ]);
});

test('blocks of reasoning end where they end, and what one vendor has comes at its place', async () => {
  const thought = (text: string) => ({ type: 'reasoning-delta', choice: 0, text }) as const;
  const end = { type: 'reasoning-end', choice: 0 } as const;
  const block = { vendor: 'anthropic', value: { type: 'x' } } as const;
  const text = (value: string) => ({ type: 'text-delta', choice: 0, text: value }) as const;
  const events = await collect(
    callOf([
      [START, thought('a'), { ...end, signature: 's', id: 'i' }, thought('b'), { ...end, sealed: 'z' }],
      [text('c'), { type: 'vendor-block', choice: 0, block }, text('d')],
      END,
    ]),
  );
  assert.deepEqual(events.slice(1, -2).map(short), [
    { type: 'ChatDelta', choice: 0, reasoning: 'a' },
    { type: 'ChatReasoningEnded', choice: 0, signature: 's', id: 'i' },
    { type: 'ChatDelta', choice: 0, reasoning: 'b' },
    { type: 'ChatReasoningEnded', choice: 0, sealed: 'z' },
    { type: 'ChatDelta', choice: 0, text: 'c' },
    { type: 'ChatVendorBlock', choice: 0, block },
    { type: 'ChatDelta', choice: 0, text: 'd' },
    FINISHED,
  ]);
});

test('a piece with probabilities of its own stays by itself', async () => {
  const text = (value: string, logprobs?: object) =>
    ({ type: 'text-delta', choice: 0, text: value, ...(logprobs && { logprobs: { content: [] } }) }) as const;
  const events = await collect(callOf([[START, text('a', {}), text('b'), text('c'), text('d', {})], END]));
  assert.deepEqual(events.slice(1, -2).map(short), [
    { type: 'ChatDelta', choice: 0, text: 'a', logprobs: { content: [] } },
    { type: 'ChatDelta', choice: 0, text: 'bc' },
    { type: 'ChatDelta', choice: 0, text: 'd', logprobs: { content: [] } },
    FINISHED,
  ]);
});

test('what a guardrail found is told once, as soon as it is known', async () => {
  const finding = { plugin: 'guard', category: 'pattern.deny', action: 'redacted', stage: 'request' } as const;
  const events = await collect(callOf([[START], [{ type: 'text-delta', choice: 0, text: 'a' }], END], [finding]));
  assert.deepEqual(
    events.map(({ type }) => type),
    ['ChatStarted', 'ChatGuardrailTriggered', 'ChatDelta', 'ChatChoiceFinished', 'ChatUsageReported', 'ChatFinished'],
  );
});

test('a refusal before the start is the only event', async () => {
  const [only, ...rest] = await collect(callOf([new GatewayError('RATE_LIMITED')]));
  assert.deepEqual(rest, []);
  assert.ok(only?.type === 'ChatFailed');
  assert.deepEqual([only.failed.error.code, only.committed], ['RATE_LIMITED', false]);
});

test('a stream without its end fails, and says that some of it was seen', async () => {
  const events = await collect(callOf([[START, { type: 'text-delta', choice: 0, text: 'a' }]]));
  const last = events.at(-1);
  assert.ok(last?.type === 'ChatFailed');
  assert.deepEqual([last.failed.error.code, last.committed], ['STREAM_INTERRUPTED', true]);
});

test('a fault becomes INTERNAL and is handed to the log', async () => {
  const faults: Error[] = [];
  const [only] = await collect(callOf([new TypeError('secret detail')]), (error) => faults.push(error));
  assert.ok(only?.type === 'ChatFailed');
  assert.equal(only.failed.error.code, 'INTERNAL');
  assert.doesNotMatch(only.failed.error.message, /secret/);
  assert.equal(faults.length, 1);
});
