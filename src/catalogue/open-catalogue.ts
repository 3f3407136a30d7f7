/** The catalogue that comes with the gateway: windows, abilities and list prices of vendors' models. */
import { readFileSync } from 'node:fs';
import type { CatalogueFile, CatalogueModel } from '#catalogue/catalogue-file.ts';
import { type Matcher, matcherOf } from '#catalogue/matcher-of.ts';
import { namesOf } from '#catalogue/names-of.ts';
import { offersOf } from '#catalogue/offers-of.ts';
import type { Catalogue, ModelFacts } from '#core/cost/model-facts.ts';

const SHIPPED = new URL('./models.json', import.meta.url);

/** The demo provider is the gateway itself, which buys nothing. */
const FREE: Readonly<Record<string, ModelFacts>> = {
  demo: { price: { source: 'catalogue', periods: [{ rates: { input: 0, output: 0 }, tiers: [] }] } },
};

export function openCatalogue(): Catalogue {
  return catalogueOf(JSON.parse(readFileSync(SHIPPED, 'utf8')) as CatalogueFile);
}

interface Shelf {
  readonly fallbacks: readonly string[];
  readonly models: readonly { readonly model: CatalogueModel; readonly fits: Matcher }[];
}

export function catalogueOf({ sellers }: CatalogueFile): Catalogue {
  const shelves = new Map(
    Object.entries(sellers).map(([id, { fallbacks, models }]): [string, Shelf] => [
      id,
      { fallbacks, models: models.map((model) => ({ model, fits: matcherOf(model) })) },
    ]),
  );
  return {
    find(adapterId, upstreamModel) {
      const found = offersOf(adapterId, upstreamModel).flatMap(({ seller, name }) => search(shelves, seller, name));
      // What is known at the first place stays, what is not may be known at the next.
      return Object.assign({}, FREE[adapterId], ...found.toReversed().map(factsOf)) as ModelFacts;
    },
  };
}

/** At the seller itself, then at those whose prices it takes for what it does not list. */
function search(shelves: ReadonlyMap<string, Shelf>, id: string, name: string): readonly CatalogueModel[] {
  const names = namesOf(name).map((one) => one.toLowerCase());
  return [id, ...(shelves.get(id)?.fallbacks ?? [])].flatMap((seller) => {
    const models = shelves.get(seller)?.models ?? [];
    for (const one of names) {
      const found = models.find(({ fits }) => fits(one));
      if (found) return found.model;
    }
    return [];
  });
}

function factsOf({ context, output, can, periods }: CatalogueModel): ModelFacts {
  return {
    ...(context !== undefined && { contextTokens: context }),
    ...(output !== undefined && { maxOutputTokens: output }),
    ...(can !== undefined && { capabilities: can }),
    ...(periods !== undefined && { price: { source: 'catalogue', periods } }),
  };
}
