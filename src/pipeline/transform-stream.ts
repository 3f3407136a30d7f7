/** Sends each batch back through the plugins that were entered, last one first. */
import type { ChatBatch, ChatEvent, ChatStream } from '#core/chat/event.ts';
import { HeldBack, type StreamStep } from '#core/plugin.ts';
import { judgeFailure, withinTime, writeStep } from '#pipeline/run-hook.ts';
import type { EnteredPlugin, Trip } from '#pipeline/trip.ts';

export async function* transformStream(trip: Trip, source: ChatStream | Iterable<ChatBatch>): ChatStream {
  const passages = trip.entered.toReversed().flatMap((entered) => openPassage(trip, entered));
  if (passages.length === 0) {
    yield* source;
    return;
  }
  try {
    for await (const batch of source) {
      let events = batch;
      for (const passage of passages) if (events.length > 0) events = await passage.pass(events);
      if (events.length > 0) yield events;
    }
  } finally {
    for (const passage of passages) passage.close();
  }
}

interface Passage {
  pass(events: ChatBatch): Promise<ChatBatch> | ChatBatch;
  close(): void;
}

function openPassage(trip: Trip, entered: EnteredPlugin): Passage[] {
  const { bound, context } = entered;
  const { clock } = trip.deps;
  if (!bound.hooks.onStream) return [];
  let step: StreamStep | undefined = openStep(trip, entered);
  let changed = false;
  let refused = false;
  let spentMs = 0;

  const note = (event: ChatEvent, given: ChatBatch): ChatBatch => {
    if (given.length !== 1 || given[0] !== event) changed = true;
    return given;
  };

  const passOn = async (active: StreamStep, events: ChatBatch): Promise<ChatBatch> => {
    const startedAt = clock.elapsed();
    const out: ChatEvent[] = [];
    for (const [index, event] of events.entries()) {
      try {
        const given = active(event);
        const ready = given instanceof Promise ? await withinTime(given, bound.timeoutMs) : given;
        out.push(...note(event, ready));
      } catch (thrown) {
        // Going on without it is safe only while nothing is lost and nothing was changed.
        const held = thrown instanceof HeldBack ? thrown.held : undefined;
        const error = judgeFailure(
          trip,
          changed && !held ? { ...entered, bound: { ...bound, onFailure: 'closed' } } : entered,
          thrown instanceof HeldBack ? thrown.cause : thrown,
        );
        refused = error !== undefined;
        if (error) throw error;
        step = undefined;
        out.push(...(held ?? [event]), ...events.slice(index + 1));
        break;
      }
    }
    spentMs += clock.elapsed() - startedAt;
    return out;
  };

  return [
    {
      pass: (events) => (step ? passOn(step, events) : events),
      close() {
        const outcome = refused ? 'refused' : step === undefined ? 'failed-open' : changed ? 'changed' : 'passed';
        writeStep(trip, { ...entered, context }, 'stream', outcome, spentMs);
      },
    },
  ];
}

function openStep(trip: Trip, entered: EnteredPlugin): StreamStep | undefined {
  try {
    return entered.bound.hooks.onStream?.(entered.context);
  } catch (thrown) {
    const error = judgeFailure(trip, entered, thrown);
    if (error) throw error;
    return undefined;
  }
}
