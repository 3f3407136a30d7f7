/**
 * A sliding window as two counters: this window's count, and the one before it weighted by how much of it the sliding
 * window still covers. All in whole numbers times the window, so that nothing is lost to rounding.
 */

export interface WindowCounts {
  readonly limit: number;
  readonly windowMs: number;
  /** Milliseconds since the present window began. */
  readonly elapsedMs: number;
  readonly current: number;
  readonly previous: number;
}

/** What is counted at this moment; may have a fraction. */
export function usedOf({ windowMs, elapsedMs, current, previous }: WindowCounts): number {
  return (previous * (windowMs - elapsedMs) + current * windowMs) / windowMs;
}

/** Milliseconds until `cost` more fits if nobody else comes; undefined where it never can. */
export function waitFor(
  cost: number,
  { limit, windowMs, elapsedMs, current, previous }: WindowCounts,
): number | undefined {
  if (cost > limit) return undefined;
  const restMs = windowMs - elapsedMs;
  const free = limit - current - cost;
  if (free >= 0) {
    const waitMs = previous === 0 ? 0 : restMs - Math.floor((free * windowMs) / previous);
    return Math.max(0, waitMs);
  }
  // Not in this window: what is counted now has to fade during the next one.
  return restMs + Math.ceil((-free * windowMs) / current);
}

/** Milliseconds until nothing is counted any more if nobody comes. */
export function resetOf({ windowMs, elapsedMs, current, previous }: WindowCounts): number {
  const restMs = windowMs - elapsedMs;
  if (current > 0) return restMs + windowMs;
  return previous > 0 ? restMs : 0;
}
