/** What a model's tokens cost: whole numbers only, so that nothing is lost in fractions. */

/** Millionths of a dollar for a million tokens, which is the same number as 10^-12 dollars for one token. */
export interface TokenRates {
  readonly input: number;
  /** Absent where cached input costs what other input does. */
  readonly cachedInput?: number;
  /** The same for input that is written to the provider's cache. */
  readonly cacheWrite?: number;
  /** Absent where the model writes no tokens, as one for embeddings. */
  readonly output?: number;
  /** Absent where reasoning costs what other output does. */
  readonly reasoning?: number;
  /** Millionths of a dollar for each call, besides its tokens. */
  readonly perCall?: number;
}

/** A call with more input than this pays these rates for all its tokens. */
export interface RateTier {
  readonly aboveInputTokens: number;
  readonly rates: TokenRates;
}

export interface PricePeriod {
  /** Milliseconds since 1970; absent where it has no beginning. */
  readonly from?: number;
  /** Only at this time of each day: milliseconds since midnight UTC, the end excluded; may go over midnight. */
  readonly daily?: { readonly from: number; readonly to: number };
  readonly rates: TokenRates;
  /** From low to high. */
  readonly tiers: readonly RateTier[];
}

export interface ModelPrice {
  readonly source: PriceSource;
  /** Never empty. Of those that apply at a time the last one is in force, the first one where none does. */
  readonly periods: readonly [PricePeriod, ...PricePeriod[]];
}

export type PriceSource = 'catalogue' | 'override';

const DAY_MS = 86_400_000;

/** What is in force at that time (milliseconds since 1970). */
export function periodAt({ periods }: ModelPrice, time: number): PricePeriod {
  return periods.findLast((period) => applies(period, time)) ?? periods[0];
}

/** What a call with so much input pays. */
export function ratesFor({ rates, tiers }: PricePeriod, inputTokens: number): TokenRates {
  return tiers.findLast(({ aboveInputTokens }) => inputTokens > aboveInputTokens)?.rates ?? rates;
}

function applies({ from, daily }: PricePeriod, time: number): boolean {
  if (from !== undefined && time < from) return false;
  if (daily === undefined) return true;
  const ofDay = time % DAY_MS;
  return daily.from <= daily.to ? ofDay >= daily.from && ofDay < daily.to : ofDay >= daily.from || ofDay < daily.to;
}
