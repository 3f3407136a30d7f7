/** One limit over the KeyValue, in whole units. */
import type { Clock, KeyValue } from '#core/ports.ts';

export interface Gauge {
  /** Counts for somebody as much of an amount as there is room for, or nothing where there is none for the least of it. */
  take(identity: string, amount: Amount): Promise<Taken>;
  /** Adds a difference that became known later; a negative one is given back where it was taken. */
  correct(place: Place, difference: number): Promise<Level>;
}

export interface Amount {
  readonly least: number;
  readonly most: number;
}

export interface Level {
  /** May have a fraction, and is negative where more was used than may be. */
  readonly remaining: number;
  /** Milliseconds until all of it is free again. */
  readonly resetMs: number;
}

export interface Taken {
  /** Undefined where there was no room. */
  readonly amount?: number;
  readonly level: Level;
  /** Milliseconds until the least of it fits if nobody else comes; absent where it was taken or never fits. */
  readonly retryAfterMs?: number;
  /** Where it was counted, for `correct`. */
  readonly place: Place;
}

export interface Place {
  readonly identity: string;
  /** Milliseconds, on the clock that the gauge goes by. */
  readonly at: number;
}

export interface GaugeOptions {
  /** Before all its keys in the store. */
  readonly prefix: string;
  readonly limit: number;
  readonly windowMs: number;
  readonly keyValue: KeyValue;
  readonly clock: Clock;
}
