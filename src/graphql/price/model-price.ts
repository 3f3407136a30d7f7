/** Prices of models, as types. */
import { type ModelPrice, type PricePeriod, type PriceSource, periodAt, type TokenRates } from '#core/cost/price.ts';
import { builder, PUBLIC } from '#graphql/builder.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { enumOf } from '#graphql/enum.ts';

interface Rated {
  readonly rates: TokenRates;
}

const TokenPrices = builder.interfaceRef<Rated>('TokenPrices').implement({
  description: 'Prices in millionths of a dollar per million tokens.',
  subGraphs: PUBLIC,
  fields: (t) => {
    const price = (description: string, read: (rates: TokenRates) => number | undefined) =>
      t.field({ type: 'MicroUSD', nullable: true, description, resolve: ({ rates }) => read(rates) ?? null });
    return {
      inputPerMillion: t.field({ type: 'MicroUSD', description: 'Input.', resolve: ({ rates }) => rates.input }),
      cachedInputPerMillion: price(
        "Input read from the provider's cache; null where it costs what other input does.",
        ({ cachedInput }) => cachedInput,
      ),
      cacheWritePerMillion: price(
        "Input written to the provider's cache; null where it costs what other input does.",
        ({ cacheWrite }) => cacheWrite,
      ),
      outputPerMillion: price('Output; null where the model writes no tokens.', ({ output }) => output),
      reasoningPerMillion: price(
        'Reasoning; null where it costs what other output does.',
        ({ reasoning }) => reasoning,
      ),
      perCall: price('For each call, besides its tokens; null where there is no such price.', ({ perCall }) => perCall),
    };
  },
});

const ModelPriceTier = builder.objectRef<PricePeriod['tiers'][number]>('ModelPriceTier').implement({
  description: 'Prices of all tokens of a call with a long prompt.',
  subGraphs: PUBLIC,
  interfaces: [TokenPrices],
  fields: (t) => ({
    aboveInputTokens: t.expose('aboveInputTokens', {
      type: 'SafeInt',
      description: 'For calls with more input tokens than this.',
    }),
  }),
});

export const ModelPriceType = builder.objectRef<PricePeriod>('ModelPrice').implement({
  description: 'Price of a model that is in force now.',
  subGraphs: PUBLIC,
  interfaces: [TokenPrices],
  fields: (t) => ({
    tiers: t.field({
      type: [ModelPriceTier],
      description: 'Prices of long prompts, by their length; empty where there are none.',
      resolve: ({ tiers }) => [...tiers],
    }),
  }),
});

export const PriceSourceEnum = enumOf<PriceSource | 'unknown'>('PriceSource', {
  description: 'Where a price comes from.',
  members: {
    catalogue: 'The catalogue that comes with the gateway: the list price.',
    override: 'Set by an administrator.',
    unknown: 'From nowhere: what calls cost is not known.',
  },
});

export function priceNow(price: ModelPrice | undefined, { deps }: GraphqlContext): PricePeriod | null {
  return price ? periodAt(price, deps.pipeline.clock.now()) : null;
}
