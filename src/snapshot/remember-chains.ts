/** Chains by place, ordered once and then remembered: finding one costs a call a single look-up. */
import { LRUCache } from 'lru-cache';
import type { BoundPlugin } from '#core/plugin.ts';
import type { CallPlace } from '#core/snapshot.ts';

/** Places are routes times models times keys; more than these are made anew when they come again. */
const LARGEST_MEMORY = 10_000;

export function rememberChains(
  chainAt: (place: CallPlace) => readonly BoundPlugin[],
): (place: CallPlace) => readonly BoundPlugin[] {
  const known = new LRUCache<string, readonly BoundPlugin[]>({ max: LARGEST_MEMORY });
  return (place) => {
    const { routeId = '', modelId = '', keyId = '' } = place;
    // The key decides its consumer and its groups.
    const name = `${routeId} ${modelId} ${keyId}`;
    const found = known.get(name);
    if (found) return found;
    const chain = chainAt(place);
    known.set(name, chain);
    return chain;
  };
}
