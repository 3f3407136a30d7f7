/** Streams as bytes: cut at random places, through the real parser of frames, into a fresh decoder. */
import assert from 'node:assert/strict';
import type { ChatEvent } from '#core/chat/event.ts';
import { createFolder } from '#core/chat/fold.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import type { AnyProvider, Frame, Framing } from '#core/provider.ts';
import { seededRandom } from '#test/support/seeded-random.ts';
import { createAwsEventStreamParser } from '#upstream/frames/aws-event-stream.ts';
import type { FrameParser } from '#upstream/frames/frame-parser.ts';
import { createJsonLinesParser } from '#upstream/frames/json-lines.ts';
import { createSseParser } from '#upstream/frames/sse.ts';

const PARSERS: Readonly<Record<Framing, () => FrameParser>> = {
  sse: createSseParser,
  'json-lines': createJsonLinesParser,
  'aws-event-stream': createAwsEventStreamParser,
};

/** The same cuts for the same seed; an empty read now and then. */
export function cutRandomly(bytes: Uint8Array, seed: number): Uint8Array[] {
  const random = seededRandom(seed);
  const longest = 1 + Math.floor(random() * 200);
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = start + Math.floor(random() * (longest + 1));
    pieces.push(bytes.subarray(start, end));
    start = end;
  }
  return pieces;
}

export function framesOf(framing: Framing, pieces: readonly Uint8Array[]): readonly Frame[] {
  const parser = PARSERS[framing]();
  return [...pieces.flatMap((piece) => [...parser.push(piece)]), ...parser.end()];
}

/** Every event of a stream. @throws what the decoder throws, also at the end */
export function decodeFrames(adapter: AnyProvider, frames: readonly Frame[]): readonly ChatEvent[] {
  const decoder = adapter.createDecoder();
  return [...frames.flatMap((frame) => [...decoder.push(frame)]), ...decoder.end()];
}

export function decodeBytes(adapter: AnyProvider, pieces: readonly Uint8Array[]): readonly ChatEvent[] {
  return decodeFrames(adapter, framesOf(adapter.framing, pieces));
}

export function fold(events: readonly ChatEvent[]): ChatResult {
  const folder = createFolder();
  folder.addAll(events);
  return folder.result();
}

/** What holds for the events of every whole stream. */
export function assertLawful(events: readonly ChatEvent[]): void {
  assertInOrder(events);
  const result = fold(events);
  assert.deepEqual(fold(unfoldChat(result)), result);
}

/** Start first and once, finish last and once, tool calls in order, nothing of a choice after its end. */
function assertInOrder(events: readonly ChatEvent[]): void {
  const places = (type: ChatEvent['type']): number[] =>
    events.flatMap((event, index) => (event.type === type ? [index] : []));
  assert.deepEqual(places('start'), [0]);
  assert.deepEqual(places('finish'), [events.length - 1]);
  const ended = new Set<number>();
  const calls = new Map<string, 'open' | 'closed'>();
  for (const event of events) {
    if (!('choice' in event)) continue;
    assert.ok(!ended.has(event.choice), `${event.type} after the end of choice ${event.choice}`);
    if (event.type === 'choice-finish') ended.add(event.choice);
    if ('index' in event) assertCallInOrder(calls, event);
    if ('text' in event) assert.notEqual(event.text, '', `an empty ${event.type}`);
  }
  assert.ok(![...calls.values()].includes('open'), 'a tool call without an end');
  assert.ok(
    events.every((event) => !('choice' in event) || ended.has(event.choice)),
    'a choice without an end',
  );
}

type CallEvent = Extract<ChatEvent, { index: number }>;

function assertCallInOrder(calls: Map<string, 'open' | 'closed'>, { type, choice, index }: CallEvent): void {
  const key = `${choice} ${index}`;
  const earlier = [...calls.keys()].filter((known) => known.startsWith(`${choice} `)).length;
  if (type === 'tool-call-start') assert.equal(index, earlier, 'a gap between tool calls');
  assert.equal(calls.get(key), type === 'tool-call-start' ? undefined : 'open', `${type} of ${key}`);
  calls.set(key, type === 'tool-call-end' ? 'closed' : 'open');
}
