/** Sums over a sliding window: the present window, and the one before it by how much of it is still covered. */
import type { Clock, KeyValue } from '#core/ports.ts';

export interface SlidingSum {
  /** The sum after it. */
  add(key: string, amount: number): Promise<number>;
}

export function createSlidingSum(windowMs: number, keyValue: KeyValue, clock: Clock): SlidingSum {
  return {
    async add(key, amount) {
      const now = clock.now();
      const window = Math.floor(now / windowMs);
      const covered = 1 - (now % windowMs) / windowMs;
      const [present, before] = await Promise.all([
        keyValue.add(`${key} ${window}`, amount, 2 * windowMs),
        keyValue.get(`${key} ${window - 1}`),
      ]);
      return present + Number(before ?? 0) * covered;
    },
  };
}
