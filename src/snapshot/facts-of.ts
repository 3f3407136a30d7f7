/** What is known of the model of a target: what an administrator says goes before the catalogue. */
import type { TargetConfig, TargetPrice } from '#core/config/document.ts';
import type { Catalogue, ModelFacts } from '#core/cost/model-facts.ts';
import type { ModelPrice } from '#core/cost/price.ts';

export function factsOf(
  { upstreamModel, price }: Pick<TargetConfig, 'upstreamModel' | 'price'>,
  adapterId: string,
  catalogue: Catalogue,
): ModelFacts {
  const facts = catalogue.find(adapterId, upstreamModel);
  return price ? { ...facts, price: overriding(price) } : facts;
}

function overriding(price: TargetPrice): ModelPrice {
  const { inputPerMillion, outputPerMillion, cachedInputPerMillion, cacheWritePerMillion } = price;
  const rates = {
    input: inputPerMillion,
    output: outputPerMillion,
    ...(cachedInputPerMillion != null && { cachedInput: cachedInputPerMillion }),
    ...(cacheWritePerMillion != null && { cacheWrite: cacheWritePerMillion }),
  };
  return { source: 'override', periods: [{ rates, tiers: [] }] };
}
