/** Chains by place, ordered once and then remembered: finding one costs a call a single look-up. */
import { LRUCache } from 'lru-cache';
import type { BoundPlugin } from '#core/plugin.ts';
import type { CallPlace } from '#core/snapshot.ts';

/** Places are routes times models times keys; of more than these the longest unused are made anew when they come again. */
export const MOST_REMEMBERED = 10_000;

export function rememberChains(
  chainAt: (place: CallPlace) => readonly BoundPlugin[],
): (place: CallPlace) => readonly BoundPlugin[] {
  const known = new LRUCache<string, readonly BoundPlugin[]>({ max: MOST_REMEMBERED });
  return (place) => {
    const name = nameOf(place);
    const found = known.get(name);
    if (found) return found;
    const chain = chainAt(place);
    known.set(name, chain);
    return chain;
  };
}

/**
 * The groups are part of it although the key decides them: a caller that was identified on an older snapshot may bring
 * older ones, and its chain must not become that of the others. Ids have no space.
 */
function nameOf({ routeId = '', modelId = '', groupIds = [], consumerId = '', keyId = '' }: CallPlace): string {
  return `${routeId} ${modelId} ${keyId} ${consumerId} ${groupIds.join(' ')}`;
}
