/** Prices, their rules for names and windows out of `@pydantic/genai-prices`. */
import type { CatalogueModel, NameRule, Seller } from '#catalogue/catalogue-file.ts';
import type { PricePeriod, RateTier, TokenRates } from '#core/cost/price.ts';
import type { FetchedPackage } from '#reference/catalogue/fetch-package.ts';
import { toMicroUsd } from '#reference/catalogue/micro-usd.ts';

interface GenaiProvider {
  readonly pricing_urls?: readonly string[];
  readonly fallback_model_providers?: readonly string[];
  readonly models: readonly GenaiModel[];
}

interface GenaiModel {
  readonly id: string;
  readonly match: NameRule;
  readonly context_window?: number;
  readonly prices: GenaiPrices | readonly { readonly constraint?: Constraint; readonly prices: GenaiPrices }[];
}

/** Dollars, for a million tokens or a thousand requests by the end of the name. */
type GenaiPrices = Readonly<Record<string, number | Tiered | undefined>>;

interface Tiered {
  readonly base: number;
  readonly tiers: readonly { readonly start: number; readonly price: number }[];
}

type Constraint = { readonly start_date: string } | { readonly start_time: string; readonly end_time: string };

const KEYS = {
  input: 'input_mtok',
  cachedInput: 'cache_read_mtok',
  cacheWrite: 'cache_write_mtok',
  output: 'output_mtok',
  reasoning: 'output_reasoning_mtok',
} as const;

export async function readGenaiPrices({ source, load }: FetchedPackage): Promise<(id: string) => Seller> {
  const { findProvider } = await load('dist/index.js');
  const find = findProvider as (options: { readonly providerId: string }) => GenaiProvider | undefined;
  return (id) => {
    const found = find({ providerId: id });
    if (!found) throw new Error(`${source.package} has no provider named ${id}.`);
    return {
      pages: found.pricing_urls ?? [],
      fallbacks: found.fallback_model_providers ?? [],
      models: found.models.map((model) => toModel(model, source.package)),
    };
  };
}

function toModel({ id, match, context_window: context, prices }: GenaiModel, from: string): CatalogueModel {
  const [first, ...rest] = (isList(prices) ? prices : [{ prices }]).map(toPeriod);
  const priced = first && rest.every((period) => period !== undefined);
  return {
    id,
    match,
    ...(context !== undefined && { context }),
    ...(priced && { periods: [first, ...rest] }),
    from: [from],
  };
}

function isList(prices: GenaiModel['prices']): prices is Extract<GenaiModel['prices'], readonly unknown[]> {
  return Array.isArray(prices);
}

/** Undefined where tokens have no price: what is sold by the hour, the page or the search. */
function toPeriod({ constraint, prices }: { constraint?: Constraint; prices: GenaiPrices }): PricePeriod | undefined {
  const values = Object.values(KEYS).flatMap((key) => prices[key] ?? []);
  const starts = values.flatMap((value) => (typeof value === 'number' ? [] : value.tiers.map(({ start }) => start)));
  const rates = ratesAbove(prices, 0);
  if (!rates) return undefined;
  const tiers = [...new Set(starts)]
    .sort((left, right) => left - right)
    .flatMap((start): RateTier[] => {
      const above = ratesAbove(prices, start + 1);
      return above ? [{ aboveInputTokens: start, rates: above }] : [];
    });
  return { ...whenOf(constraint), rates, tiers };
}

function ratesAbove(prices: GenaiPrices, inputTokens: number): TokenRates | undefined {
  const rate = (key: string): number | undefined => {
    const value = prices[key];
    if (value === undefined) return undefined;
    if (typeof value === 'number') return toMicroUsd(value);
    const tier = value.tiers.toSorted((left, right) => left.start - right.start);
    return toMicroUsd(tier.findLast(({ start }) => inputTokens > start)?.price ?? value.base);
  };
  const known = Object.entries(KEYS).flatMap(([name, key]) => {
    const found = rate(key);
    return found === undefined ? [] : [[name, found]];
  });
  const { requests_kcount: calls } = prices;
  const perCall = typeof calls === 'number' ? { perCall: toMicroUsd(calls / 1_000) } : {};
  const input = rate(KEYS.input);
  return input === undefined ? undefined : { input, ...Object.fromEntries(known), ...perCall };
}

function whenOf(constraint: Constraint | undefined): Pick<PricePeriod, 'from' | 'daily'> {
  if (!constraint) return {};
  if ('start_date' in constraint) return { from: Date.parse(`${constraint.start_date}T00:00:00Z`) };
  const { start_time: from, end_time: to } = constraint;
  return { daily: { from: timeOfDay(from), to: timeOfDay(to) } };
}

function timeOfDay(text: string): number {
  const time = Date.parse(`1970-01-01T${text}`);
  if (Number.isNaN(time)) throw new Error(`Not a time of day: ${text}`);
  return time;
}
