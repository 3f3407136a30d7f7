/** A part of a KeyValue under a name of its own, so that two users of one store never meet. */
import type { KeyValue } from '#core/ports.ts';

const SEPARATOR = '/';

/** @throws RangeError where the prefix holds a `/`: `a/b` + `c` and `a` + `b/c` would be one key. */
export function namespaced(keyValue: KeyValue, prefix: string): KeyValue {
  if (prefix.includes(SEPARATOR)) throw new RangeError(`A prefix of keys must not hold "${SEPARATOR}": ${prefix}`);
  const keyOf = (key: string): string => `${prefix}${SEPARATOR}${key}`;
  return {
    get: (key) => keyValue.get(keyOf(key)),
    set: (key, value, ttlMs) => keyValue.set(keyOf(key), value, ttlMs),
    add: (key, amount, ttlMs) => keyValue.add(keyOf(key), amount, ttlMs),
    addWithin: (key, share, ttlMs) => keyValue.addWithin(keyOf(key), share, ttlMs),
    pour: (key, share, fallPerMs) => keyValue.pour(keyOf(key), share, fallPerMs),
  };
}
