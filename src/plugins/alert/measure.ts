/** What a call adds to each measure, and what its sum means. */
import { totalCost } from '#core/cost/cost-of.ts';
import type { Outcome } from '#core/plugin.ts';
import type { AlertConfig } from '#plugins/alert/config.ts';

export type Measure = AlertConfig['measure'];

const NANO = 1_000_000_000;

/** Sums are kept in whole numbers: spend in 10^-9 dollars. */
export function amountOf(measure: Measure, { error, attempts }: Outcome): number {
  switch (measure) {
    case 'calls':
      return 1;
    case 'errors':
    case 'error-share':
      return error?.facts.outcome === 'failed' ? 1 : 0;
    case 'spend':
      return totalCost(attempts) ?? 0;
    case 'tokens':
      return attempts.reduce((sum, { usage }) => sum + (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0), 0);
    default:
      return measure satisfies never;
  }
}

export function readingOf(measure: Measure, sum: number, calls: number): number {
  if (measure === 'spend') return sum / NANO;
  return measure === 'error-share' ? (sum / calls) * 100 : sum;
}

export const UNITS: Readonly<Record<Measure, string>> = {
  calls: 'calls',
  errors: 'calls',
  'error-share': 'percent',
  spend: 'dollars',
  tokens: 'tokens',
};
