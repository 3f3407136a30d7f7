/** The catalogue that comes with the gateway: windows, abilities and list prices of vendors' models. */
import { readFileSync } from 'node:fs';
import type { CatalogueFile, CatalogueModel } from '#catalogue/catalogue-file.ts';
import { fits } from '#catalogue/fits.ts';
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

export function catalogueOf(file: CatalogueFile): Catalogue {
  return {
    find(adapterId, upstreamModel) {
      const found = offersOf(adapterId, upstreamModel).flatMap(({ seller, name }) => search(file, seller, name));
      // What is known at the first place stays, what is not may be known at the next.
      return Object.assign({}, FREE[adapterId], ...found.toReversed().map(factsOf)) as ModelFacts;
    },
  };
}

/** At the seller itself, then at those whose prices it takes for what it does not list. */
function search({ sellers }: CatalogueFile, id: string, name: string): readonly CatalogueModel[] {
  const names = namesOf(name);
  return [id, ...(sellers[id]?.fallbacks ?? [])].flatMap((seller) => {
    const models = sellers[seller]?.models ?? [];
    const known = names.find((one) => models.some((model) => fits(model, one)));
    return (known !== undefined && models.find((model) => fits(model, known))) || [];
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
