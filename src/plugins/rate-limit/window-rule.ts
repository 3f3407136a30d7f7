/** What counters of windows mean: how much is used, and when there is room again. */

export interface WindowCounts {
  readonly limit: number;
  readonly windowMs: number;
  /** Milliseconds since the present window began. */
  readonly elapsedMs: number;
  readonly current: number;
  readonly previous: number;
}

export interface WindowRule {
  /** How many windows before the present one still count. */
  readonly windowsBefore: 0 | 1;
  /** What is counted at this moment; may have a fraction. */
  usedOf(counts: WindowCounts): number;
  /** Most that the present window's own count may come to. */
  roomOf(counts: Omit<WindowCounts, 'current'>): number;
  /** Milliseconds until `cost` more fits if nobody else comes; undefined where it never can. */
  waitFor(cost: number, counts: WindowCounts): number | undefined;
  /** Milliseconds until nothing is counted any more if nobody comes. */
  resetOf(counts: WindowCounts): number;
}
