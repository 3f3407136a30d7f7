/** A window that begins at nothing: simple to tell of, but around its end twice the limit may pass. */
import type { WindowRule } from '#plugins/rate-limit/window-rule.ts';

export const fixedWindow: WindowRule = {
  windowsBefore: 0,
  usedOf: ({ current }) => current,
  roomOf: ({ limit }) => limit,
  waitFor(cost, { limit, windowMs, elapsedMs, current }) {
    if (cost > limit) return undefined;
    return current + cost <= limit ? 0 : windowMs - elapsedMs;
  },
  resetOf: ({ windowMs, elapsedMs, current }) => (current > 0 ? windowMs - elapsedMs : 0),
};
