/**
 * A sliding window as two counters: this window's count, and the one before it weighted by how much of it the sliding
 * window still covers. All in whole numbers times the window, so that nothing is lost to rounding.
 */
import type { WindowRule } from '#plugins/rate-limit/window-rule.ts';

export const slidingWindow: WindowRule = {
  windowsBefore: 1,

  usedOf: ({ windowMs, elapsedMs, current, previous }) =>
    (previous * (windowMs - elapsedMs) + current * windowMs) / windowMs,

  roomOf: ({ limit, windowMs, elapsedMs, previous }) =>
    Math.floor((limit * windowMs - previous * (windowMs - elapsedMs)) / windowMs),

  waitFor(cost, { limit, windowMs, elapsedMs, current, previous }) {
    if (cost > limit) return undefined;
    const restMs = windowMs - elapsedMs;
    const free = limit - current - cost;
    if (free >= 0) {
      const waitMs = previous === 0 ? 0 : restMs - Math.floor((free * windowMs) / previous);
      return Math.max(0, waitMs);
    }
    // Not in this window: what is counted now has to fade during the next one.
    return restMs + Math.ceil((-free * windowMs) / current);
  },

  resetOf({ windowMs, elapsedMs, current, previous }) {
    const restMs = windowMs - elapsedMs;
    if (current > 0) return restMs + windowMs;
    return previous > 0 ? restMs : 0;
  },
};
