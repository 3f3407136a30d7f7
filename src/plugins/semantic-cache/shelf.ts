/** The answers that are kept for one setting: a list of vectors, and each answer under a name of its own. */
import { decodeFloats, encodeFloats } from '#core/float32-base64.ts';
import { parseJson } from '#core/json.ts';
import type { KeyValue } from '#core/ports.ts';
import { type Entry, parseEntry } from '#plugins/reuse/entry.ts';

export type Vector = readonly number[];

interface Place {
  /** Of length one, as base64. */
  readonly vector: string;
  /** Under which the answer is kept. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export interface Found {
  readonly entry: Entry;
  readonly likeness: number;
}

export interface Shelf {
  /** The answer to the most alike question, if one is alike enough and young enough. */
  find(setting: string, vector: Vector, wanted: { threshold: number; maxAgeMs: number }): Promise<Found | undefined>;
  /** `id` names the answer on this shelf. */
  put(setting: string, vector: Vector, id: string, entry: Entry): Promise<void>;
}

export function createShelf(
  keyValue: KeyValue,
  now: () => number,
  { ttlMs, maxEntries }: { readonly ttlMs: number; readonly maxEntries: number },
): Shelf {
  const placesOf = async (setting: string): Promise<readonly Place[]> => {
    const text = await keyValue.get(setting);
    // Only this plugin writes under its keys; a text that was cut counts as nothing.
    const places = text === undefined ? [] : ((parseJson(text) as readonly Place[] | undefined) ?? []);
    return places.filter(({ until }) => until > now());
  };

  return {
    async find(setting, vector, { threshold, maxAgeMs }) {
      const wanted = ofLengthOne(vector);
      const near = (await placesOf(setting))
        .map(({ vector: text, key }) => ({ key, likeness: dot(wanted, decodeFloats(text) ?? []) }))
        .filter(({ likeness }) => likeness >= threshold)
        .sort((left, right) => right.likeness - left.likeness);
      for (const { key, likeness } of near) {
        const entry = parseEntry(await keyValue.get(key));
        if (entry && now() - entry.keptAt < maxAgeMs) return { entry, likeness };
      }
      return undefined;
    },

    async put(setting, vector, id, entry) {
      const key = `${setting} ${id}`;
      await keyValue.set(key, JSON.stringify(entry), ttlMs);
      const place: Place = { vector: encodeFloats(ofLengthOne(vector)), key, until: now() + ttlMs };
      // The same question again takes the place of the older one.
      const others = (await placesOf(setting)).filter((other) => other.vector !== place.vector);
      await keyValue.set(setting, JSON.stringify([...others, place].slice(-maxEntries)), ttlMs);
    },
  };
}

/** One without a direction stays as it is, and is like nothing. */
function ofLengthOne(vector: Vector): Vector {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length > 0 && Number.isFinite(length) ? vector.map((value) => value / length) : vector.map(() => 0);
}

/** Nothing alike where the lengths differ: another model made the vector. */
function dot(one: Vector, other: Vector): number {
  if (one.length !== other.length) return 0;
  // Kept as float32, so that a vector is not quite as long as one any more.
  return Math.min(1, one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0) + 1e-6);
}
