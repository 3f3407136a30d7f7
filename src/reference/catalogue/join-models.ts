/** Joins what one source says of a seller's models to what others said before. */
import type { CatalogueModel } from '#catalogue/catalogue-file.ts';
import { type Matcher, matcherOf } from '#catalogue/matcher-of.ts';
import { namesOf } from '#catalogue/names-of.ts';
import { MODEL_CAPABILITIES } from '#core/cost/model-facts.ts';
import type { KnownModel } from '#reference/catalogue/known-model.ts';

/** What was said before stays; models that nobody has named yet come at the end. */
export function joinModels(before: readonly CatalogueModel[], more: readonly KnownModel[]): readonly CatalogueModel[] {
  const matchers = before.map(matcherOf);
  const found = Map.groupBy(more, ({ id }) => placeOf(id, matchers));
  const joined = before.map((model, index) => {
    const known = found.get(index);
    return known ? join(model, spokesmanOf(model, known)) : model;
  });
  return [...joined, ...(found.get(-1) ?? []).map(alone)];
}

/** -1 where nobody has named it yet. */
function placeOf(id: string, matchers: readonly Matcher[]): number {
  const places = namesOf(id).map((name) => matchers.findIndex((fits) => fits(name.toLowerCase())));
  return places.find((place) => place >= 0) ?? -1;
}

/** Of several names that are one model, its own, or else the first. */
function spokesmanOf({ id }: CatalogueModel, known: readonly KnownModel[]): KnownModel | undefined {
  return known.find((one) => one.id === id) ?? known[0];
}

function join(model: CatalogueModel, known: KnownModel | undefined): CatalogueModel {
  if (!known) return model;
  const { id, match, periods, from } = model;
  const [context, output] = [model.context ?? known.context, model.output ?? known.output];
  const can = MODEL_CAPABILITIES.filter((one) => model.can?.includes(one) || known.can.includes(one));
  const priced = periods ?? (known.period && ([known.period] as const));
  return {
    id,
    ...(match && { match }),
    ...(context !== undefined && { context }),
    ...(output !== undefined && { output }),
    can,
    ...(priced && { periods: priced }),
    from: [...from, known.from],
  };
}

function alone({ id, context, output, can, period, from }: KnownModel): CatalogueModel {
  return {
    id,
    ...(context !== undefined && { context }),
    ...(output !== undefined && { output }),
    can,
    ...(period && { periods: [period] }),
    from: [from],
  };
}
