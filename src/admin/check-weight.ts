/** Shares of traffic: any numbers, as long as they are not absurd. */
import type { Draft } from '#admin/draft.ts';

const LARGEST_WEIGHT = 1_000_000;

export function checkWeight(draft: Draft, weight: number, path: readonly string[]): void {
  if (Number.isInteger(weight) && weight >= 0 && weight <= LARGEST_WEIGHT) return;
  draft.report('out-of-range', path, `Must be a whole number from 0 to ${LARGEST_WEIGHT}.`);
}
