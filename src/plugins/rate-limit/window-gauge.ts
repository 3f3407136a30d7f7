/** Counts by windows since 1970: one counter for each window of each caller. */
import type { Gauge, GaugeOptions } from '#plugins/rate-limit/gauge.ts';
import type { WindowCounts, WindowRule } from '#plugins/rate-limit/window-rule.ts';

export function createWindowGauge(rule: WindowRule, options: GaugeOptions): Gauge {
  const { prefix, limit, windowMs, keyValue, clock } = options;
  const ttlMs = (1 + rule.windowsBefore) * windowMs;
  const keyOf = (identity: string, window: number): string => `${prefix} ${window} ${identity}`;
  const windowAt = (time: number): number => Math.floor(time / windowMs);
  const present = (): number => Math.floor(clock.now());

  const countsAt = async (identity: string, time: number): Promise<Omit<WindowCounts, 'current'>> => {
    const window = windowAt(time);
    const previous = rule.windowsBefore > 0 ? await keyValue.get(keyOf(identity, window - 1)) : undefined;
    return { limit, windowMs, elapsedMs: time - window * windowMs, previous: Math.max(0, Number(previous ?? 0)) };
  };
  const levelOf = (counts: WindowCounts) => ({ remaining: limit - rule.usedOf(counts), resetMs: rule.resetOf(counts) });

  return {
    async take(identity, { least, most }) {
      const at = present();
      const counts = await countsAt(identity, at);
      // What costs nothing passes, however full it is.
      const ceiling = least === 0 ? Number.POSITIVE_INFINITY : rule.roomOf(counts);
      const { added, sum } = await keyValue.addWithin(keyOf(identity, windowAt(at)), { least, most, ceiling }, ttlMs);
      const taken = { level: levelOf({ ...counts, current: sum }), place: { identity, at } };
      if (added !== undefined) return { ...taken, amount: added };
      const retryAfterMs = rule.waitFor(least, { ...counts, current: sum });
      return { ...taken, ...(retryAfterMs !== undefined && { retryAfterMs }) };
    },

    async correct({ identity, at }, difference) {
      const now = present();
      const age = windowAt(now) - windowAt(at);
      const late = difference < 0 && age > 0;
      if (late && age <= rule.windowsBefore) await keyValue.add(keyOf(identity, windowAt(at)), difference, ttlMs);
      const counts = await countsAt(identity, now);
      const current = await keyValue.add(keyOf(identity, windowAt(now)), late ? 0 : difference, ttlMs);
      return levelOf({ ...counts, current });
    },
  };
}
