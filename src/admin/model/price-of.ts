/** The price of a target, where an administrator knows it better than the catalogue. */
import type { Draft } from '#admin/draft.ts';
import type { TargetPriceInput } from '#admin/model/model-input.ts';
import type { TargetPrice } from '#core/config/document.ts';

/** A million dollars for a million tokens. */
const HIGHEST = 1_000_000_000_000;

export function priceOf(
  draft: Draft,
  input: TargetPriceInput | null | undefined,
  path: readonly string[],
): TargetPrice | undefined {
  if (input == null) return undefined;
  const { inputPerMillion, outputPerMillion, cachedInputPerMillion, cacheWritePerMillion } = input;
  const price: TargetPrice = {
    inputPerMillion,
    outputPerMillion,
    ...(cachedInputPerMillion != null && { cachedInputPerMillion }),
    ...(cacheWritePerMillion != null && { cacheWritePerMillion }),
  };
  for (const [kind, amount] of Object.entries(price)) {
    if (!(Number.isSafeInteger(amount) && amount >= 0 && amount <= HIGHEST))
      draft.report('out-of-range', [...path, kind], `Must be a whole number from 0 to ${HIGHEST}.`);
  }
  return price;
}
