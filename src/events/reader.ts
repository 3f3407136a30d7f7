/** One reader of events: a bounded queue in front of an async iterator that can be ended while it waits. */
import { GatewayError } from '#core/error/gateway-error.ts';

export interface ReaderOptions<Event> {
  /** Most events that wait for the reader. */
  readonly capacity: number;
  /**
   * What becomes of a reader that is so far behind. `keep-newest` forgets the oldest, for events that carry a number by
   * which a gap is seen; `end` makes its next read throw OVERLOADED, for events that must not be missed unnoticed.
   */
  readonly whenFull: 'keep-newest' | 'end';
  /** Events that this reader does not want take no place in its queue. */
  readonly wants?: (event: Event) => boolean;
  /** Ends the reader. */
  readonly signal: AbortSignal;
}

export interface Reader<Event> {
  readonly events: AsyncIterableIterator<Event>;
  push(event: Event): void;
  end(): void;
}

/** `onEnd` runs once, when a reader that was open ends: from then on nothing has to be pushed. */
export function openReader<Event>(
  { capacity, whenFull, wants, signal }: ReaderOptions<Event>,
  onEnd: () => void,
): Reader<Event> {
  const queue: Event[] = [];
  const waiting: ((result: IteratorResult<Event>) => void)[] = [];
  let ended = signal.aborted;
  let failure: GatewayError | undefined;

  function end(): void {
    if (ended) return;
    ended = true;
    signal.removeEventListener('abort', end);
    queue.length = 0;
    onEnd();
    for (const answer of waiting.splice(0)) answer({ done: true, value: undefined });
  }

  function push(event: Event): void {
    if (ended || wants?.(event) === false) return;
    const answer = waiting.shift();
    if (answer) {
      answer({ done: false, value: event });
      return;
    }
    if (queue.length >= capacity && whenFull === 'end') {
      // Told at once, and what waited is let go of: a reader that stands still would hold it for as long as it does.
      end();
      failure = tooSlow(capacity);
      return;
    }
    if (queue.length >= capacity) queue.shift();
    queue.push(event);
  }

  /** The failure is told once; after it the reader has ended like any other. */
  function next(): Promise<IteratorResult<Event>> {
    if (failure) {
      const error = failure;
      failure = undefined;
      return Promise.reject(error);
    }
    if (ended) return Promise.resolve({ done: true, value: undefined });
    const [event] = queue;
    if (event === undefined) return new Promise((resolve) => waiting.push(resolve));
    queue.shift();
    return Promise.resolve({ done: false, value: event });
  }

  signal.addEventListener('abort', end, { once: true });
  const events: AsyncIterableIterator<Event> = {
    next,
    return() {
      failure = undefined;
      end();
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]: () => events,
  };
  return { events, push, end };
}

function tooSlow(capacity: number): GatewayError {
  return new GatewayError('OVERLOADED', {
    message: `More than ${capacity} events came while none was read, so this stream has ended. Read what was missed and subscribe again.`,
  });
}
