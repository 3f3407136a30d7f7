/** Short-lived state in this process's memory: bounded in entries and bytes, the least recently used goes first. */
import { LRUCache } from 'lru-cache';
import type { Clock, KeyValue } from '#core/ports.ts';

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

  return {
    async get(key) {
      return liveEntry(key)?.text;
    },
    async set(key, value, ttlMs) {
      entries.set(key, { text: value, until: clock.elapsed() + ttlMs });
    },
    // One step because nothing in it waits.
    async add(key, amount, ttlMs) {
      const entry = liveEntry(key);
      const sum = Number(entry?.text ?? 0) + amount;
      if (Number.isNaN(sum)) throw new TypeError(`The value of ${key} is not a counter.`);
      entries.set(key, { text: String(sum), until: entry?.until ?? clock.elapsed() + ttlMs });
      return sum;
    },
    // In whole milliseconds, so that whole amounts stay whole.
    async pour(key, amount, fallPerMs) {
      const now = Math.floor(clock.elapsed());
      const [before = 0, at = now] = liveEntry(key)?.text.split(' ').map(Number) ?? [];
      const level = Math.max(0, Math.max(0, before - (now - at) * fallPerMs) + amount);
      if (Number.isNaN(level)) throw new TypeError(`The value of ${key} is not a level.`);
      if (level === 0) entries.delete(key);
      else entries.set(key, { text: `${level} ${now}`, until: now + Math.ceil(level / fallPerMs) });
      return level;
    },
  };
}
