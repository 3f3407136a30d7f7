/** Questions that are being asked right now, so that equal ones can wait for the answer instead of asking too. */
import type { Entry } from '#plugins/reuse/entry.ts';

export type Landing =
  | { readonly type: 'answered'; readonly entry: Entry }
  /** Asking again may help. */
  | { readonly type: 'failed' }
  /** There was an answer, and it is nobody else's. */
  | { readonly type: 'not-kept' };

export interface Flight {
  readonly landed: Promise<Landing>;
  /** Tells those who wait; later ones find no flight any more. */
  land(landing: Landing): void;
}

export interface Flights {
  find(key: string): Flight | undefined;
  /** A flight under this key, where there is none. */
  start(key: string): Flight;
}

export function createFlights(): Flights {
  const flights = new Map<string, Flight>();
  return {
    find: (key) => flights.get(key),
    start(key) {
      const { promise: landed, resolve } = Promise.withResolvers<Landing>();
      const flight: Flight = {
        landed,
        land(landing) {
          if (flights.get(key) === flight) flights.delete(key);
          resolve(landing);
        },
      };
      flights.set(key, flight);
      return flight;
    },
  };
}
