/** Counts in the KeyValue: first add, then look, and take back what was too much, so that a burst never slips through. */
import type { Clock, KeyValue } from '#core/ports.ts';
import { usedOf, type WindowCounts, waitFor } from '#plugins/rate-limit/sliding-window.ts';

export interface CounterOptions {
  readonly limit: number;
  readonly windowMs: number;
  readonly keyValue: KeyValue;
  readonly clock: Clock;
}

export interface Taken {
  readonly accepted: boolean;
  /** After this call was counted, or taken back. */
  readonly counts: WindowCounts;
  /** Milliseconds until it fits; absent where it was accepted or never can. */
  readonly retryAfterMs?: number;
  /** Where it was counted, for `correct`. */
  readonly place: Place;
}

export interface Place {
  readonly identity: string;
  /** Number of the window since 1970. */
  readonly window: number;
}

export interface Counter {
  take(identity: string, cost: number): Promise<Taken>;
  /** Adds a difference that became known later; a negative one is given back where it was taken. */
  correct(place: Place, difference: number): Promise<void>;
}

export function createCounter({ limit, windowMs, keyValue, clock }: CounterOptions): Counter {
  // A count matters in its own window and in the one after it.
  const ttlMs = 2 * windowMs;
  const keyOf = ({ identity, window }: Place): string => `${window}:${identity}`;

  return {
    async take(identity, cost) {
      const now = Math.floor(clock.now());
      const window = Math.floor(now / windowMs);
      const place = { identity, window };
      const [total, before] = await Promise.all([
        keyValue.add(keyOf(place), cost, ttlMs),
        keyValue.get(keyOf({ identity, window: window - 1 })),
      ]);
      const counts = {
        limit,
        windowMs,
        elapsedMs: now - window * windowMs,
        current: Math.max(0, total),
        previous: Math.max(0, Number(before ?? 0)),
      };
      if (usedOf(counts) <= limit) return { accepted: true, counts, place };
      const rest = await keyValue.add(keyOf(place), -cost, ttlMs);
      const without = { ...counts, current: Math.max(0, rest) };
      const retryAfterMs = waitFor(cost, without);
      return { accepted: false, counts: without, place, ...(retryAfterMs !== undefined && { retryAfterMs }) };
    },

    async correct(place, difference) {
      const window = Math.floor(Math.floor(clock.now()) / windowMs);
      if (difference > 0) await keyValue.add(keyOf({ ...place, window }), difference, ttlMs);
      if (difference < 0 && window - place.window <= 1) await keyValue.add(keyOf(place), difference, ttlMs);
    },
  };
}
