/** Windows, abilities and prices out of `@earendil-works/pi-ai`, whose chat catalogue has models that call tools only. */
import type { PricePeriod, TokenRates } from '#core/cost/price.ts';
import type { FetchedPackage } from '#reference/catalogue/fetch-package.ts';
import { type KnownModel, unlessZero } from '#reference/catalogue/known-model.ts';
import { toMicroUsd } from '#reference/catalogue/micro-usd.ts';

interface PiModel {
  readonly id: string;
  readonly reasoning: boolean;
  readonly input: readonly ('text' | 'image')[];
  readonly cost: PiCost & { readonly tiers?: readonly (PiCost & { readonly inputTokensAbove: number })[] };
  readonly contextWindow: number;
  readonly maxTokens: number;
}

/** Dollars for a million tokens. */
interface PiCost {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

export async function readPiAi({ source, load }: FetchedPackage): Promise<(id: string) => Promise<KnownModel[]>> {
  return async (id) => {
    const module = await load(`dist/providers/${id}.models.js`);
    const models = module[`${id.toUpperCase().replaceAll('-', '_')}_MODELS`] as Readonly<Record<string, PiModel>>;
    if (!models) throw new Error(`${source.package} has no provider named ${id}.`);
    return Object.values(models).map((model) => toKnown(model, source.package));
  };
}

function toKnown({ id, reasoning, input, cost, contextWindow, maxTokens }: PiModel, from: string): KnownModel {
  const period = toPeriod(cost);
  return {
    id,
    ...unlessZero('context', contextWindow),
    ...unlessZero('output', maxTokens),
    can: [
      'tools',
      ...(input.includes('image') ? ['vision' as const] : []),
      ...(reasoning ? ['reasoning' as const] : []),
    ],
    ...(period && { period }),
    from,
  };
}

/** Nothing at all is what it says of models whose price it does not know. */
function toPeriod({ tiers = [], ...base }: PiModel['cost']): PricePeriod | undefined {
  if (base.input === 0 && base.output === 0) return undefined;
  return {
    rates: toRates(base),
    tiers: tiers.map(({ inputTokensAbove, ...rates }) => ({
      aboveInputTokens: inputTokensAbove,
      rates: toRates(rates),
    })),
  };
}

function toRates({ input, output, cacheRead, cacheWrite }: PiCost): TokenRates {
  return {
    input: toMicroUsd(input),
    ...unlessZero('cachedInput', toMicroUsd(cacheRead)),
    ...unlessZero('cacheWrite', toMicroUsd(cacheWrite)),
    output: toMicroUsd(output),
  };
}
