/**
 * The source of a subscription that follows the house. It ends at once when its reader leaves: `return()` of a generator
 * waits for the `next()` it is in, so the wait itself is ended first.
 */
import { clearAllDataLoaders } from '@pothos/plugin-dataloader';
import type { GraphqlContext } from '#graphql/context.ts';

/** An event, or the reason why there will be no more: as a value, so that every transport tells it as an ordinary error. */
export type Followed<Event> =
  | { readonly type: 'event'; readonly event: Event }
  | { readonly type: 'failure'; readonly error: unknown };

/** `open` gets a signal that is aborted when the reader leaves; whatever it waits for has to end with it. */
export function follow<Event>(
  context: GraphqlContext,
  open: (left: AbortSignal) => AsyncIterable<Event>,
): AsyncIterableIterator<Followed<Event>> {
  const leaving = new AbortController();
  const left = AbortSignal.any([context.signal, leaving.signal]);
  const source = told(open(left), context);
  const events: AsyncIterableIterator<Followed<Event>> = {
    next: () => source.next(),
    async return() {
      leaving.abort();
      await source.return(undefined);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => events,
  };
  return events;
}

/** For `resolve` of the same field. @throws what ended the stream */
export function heard<Event>(followed: Followed<Event>): Event {
  if (followed.type === 'failure') throw followed.error;
  return followed.event;
}

async function* told<Event>(source: AsyncIterable<Event>, context: GraphqlContext): AsyncGenerator<Followed<Event>> {
  try {
    for await (const event of source) {
      // One context lasts for the whole subscription: what was loaded for an earlier event is old, and would add up.
      clearAllDataLoaders(context);
      yield { type: 'event', event };
    }
  } catch (error) {
    yield { type: 'failure', error };
  }
}
