/** Short-lived state in this process's memory: bounded in entries and bytes, the least recently used goes first. */
import { LRUCache } from 'lru-cache';
import type { Clock, Filled, KeyValue, Share } from '#core/ports.ts';

export interface MemoryKeyValueOptions {
  readonly clock: Clock;
  readonly maxEntries: number;
  /** Of keys and values together, as UTF-16. */
  readonly maxBytes: number;
}

interface Entry {
  readonly text: string;
  /** On the clock that never goes back, so that a change of the wall clock neither keeps nor drops anything. */
  readonly until: number;
}

/** Rough cost of an entry besides its text. */
const ENTRY_BYTES = 100;

export function createMemoryKeyValue({ clock, maxEntries, maxBytes }: MemoryKeyValueOptions): KeyValue {
  const entries = new LRUCache<string, Entry>({
    max: maxEntries,
    maxSize: maxBytes,
    sizeCalculation: ({ text }, key) => ENTRY_BYTES + 2 * (key.length + text.length),
  });

  const liveEntry = (key: string): Entry | undefined => {
    const entry = entries.get(key);
    if (!entry || clock.elapsed() < entry.until) return entry;
    entries.delete(key);
    return undefined;
  };

  // One step because nothing in it waits, as all steps here.
  const count = (key: string, amountOn: (before: number) => number | undefined, ttlMs: number): Filled => {
    const entry = liveEntry(key);
    const before = Number(entry?.text ?? 0);
    if (Number.isNaN(before)) throw new TypeError(`The value of ${key} is not a counter.`);
    const added = amountOn(before);
    if (added === undefined) return { sum: before };
    const sum = before + added;
    entries.set(key, { text: String(sum), until: entry?.until ?? clock.elapsed() + ttlMs });
    return { added, sum };
  };

  return {
    async get(key) {
      return liveEntry(key)?.text;
    },
    async set(key, value, ttlMs) {
      entries.set(key, { text: value, until: clock.elapsed() + ttlMs });
    },
    async add(key, amount, ttlMs) {
      return count(key, () => amount, ttlMs).sum;
    },
    async addWithin(key, share, ttlMs) {
      return count(key, (before) => fit(share, before), ttlMs);
    },
    // In whole milliseconds, so that whole amounts stay whole.
    async pour(key, share, fallPerMs) {
      const now = Math.floor(clock.elapsed());
      const [known = 0, at = now] = liveEntry(key)?.text.split(' ').map(Number) ?? [];
      if (Number.isNaN(known)) throw new TypeError(`The value of ${key} is not a level.`);
      const before = Math.max(0, known - (now - at) * fallPerMs);
      const added = fit(share, before);
      const sum = Math.max(0, before + (added ?? 0));
      if (sum === 0) entries.delete(key);
      else entries.set(key, { text: `${sum} ${now}`, until: now + Math.ceil(sum / fallPerMs) });
      return { ...(added !== undefined && { added }), sum };
    },
  };
}

function fit({ least, most, ceiling }: Share, before: number): number | undefined {
  const added = Math.min(most, ceiling - before);
  return added >= least ? added : undefined;
}
