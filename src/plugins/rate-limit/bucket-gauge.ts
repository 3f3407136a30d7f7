/**
 * A token bucket, upside down: what was taken is a level that falls evenly, by the limit in one window. In units times
 * the window's milliseconds, so that it falls by a whole number each millisecond.
 */
import type { Gauge, GaugeOptions, Level } from '#plugins/rate-limit/gauge.ts';

/** `burst` is what the bucket holds. */
export function createBucketGauge(burst: number, { prefix, limit, windowMs, keyValue, clock }: GaugeOptions): Gauge {
  const full = burst * windowMs;
  const keyOf = (identity: string): string => `${prefix} ${identity}`;
  const levelOf = (sum: number): Level => ({ remaining: (full - sum) / windowMs, resetMs: Math.ceil(sum / limit) });

  return {
    async take(identity, { least, most }) {
      const place = { identity, at: clock.elapsed() };
      // What costs nothing passes, however full it is.
      const ceiling = least === 0 ? Number.POSITIVE_INFINITY : full;
      const share = { least: least * windowMs, most: most * windowMs, ceiling };
      const { added, sum } = await keyValue.pour(keyOf(identity), share, limit);
      const taken = { level: levelOf(sum), place };
      if (added !== undefined) return { ...taken, amount: added / windowMs };
      if (least > burst) return taken;
      return { ...taken, retryAfterMs: Math.ceil((sum + least * windowMs - full) / limit) };
    },

    async correct({ identity, at }, difference) {
      // As much of it as may have run out by itself since then cannot be given back.
      const runOut = difference < 0 ? limit * Math.ceil(clock.elapsed() - at) : 0;
      const amount = difference < 0 ? Math.min(0, difference * windowMs + runOut) : difference * windowMs;
      const share = { least: amount, most: amount, ceiling: Number.POSITIVE_INFINITY };
      return levelOf((await keyValue.pour(keyOf(identity), share, limit)).sum);
    },
  };
}
