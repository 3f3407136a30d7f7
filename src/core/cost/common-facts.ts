/** What holds of a model whichever of its targets answers. */
import type { ModelFacts } from '#core/cost/model-facts.ts';

/** Windows as narrow as the narrowest, abilities that all have, and the price of the target that is tried first. */
export function commonFacts(targets: readonly { readonly facts?: ModelFacts }[]): ModelFacts {
  const all = targets.map(({ facts }) => facts ?? {});
  const contextTokens = least(all.map((facts) => facts.contextTokens));
  const maxOutputTokens = least(all.map((facts) => facts.maxOutputTokens));
  const [first, ...rest] = all.map((facts) => facts.capabilities);
  const capabilities = rest.reduce(
    (shared, more) => (more ? shared?.filter((one) => more.includes(one)) : undefined),
    first,
  );
  const price = all[0]?.price;
  return {
    ...(contextTokens !== undefined && { contextTokens }),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(capabilities && { capabilities }),
    ...(price && { price }),
  };
}

/** Of numbers of which one is not known, the least is not known. */
function least(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((number) => number !== undefined);
  return known.length > 0 && known.length === numbers.length ? Math.min(...known) : undefined;
}
