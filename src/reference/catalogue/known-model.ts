/** What a source of windows and abilities says of one model. */
import type { ModelCapability } from '#core/cost/model-facts.ts';
import type { PricePeriod } from '#core/cost/price.ts';

export interface KnownModel {
  readonly id: string;
  readonly context?: number;
  readonly output?: number;
  readonly can: readonly ModelCapability[];
  readonly period?: PricePeriod;
  readonly from: string;
}

/** Sources write 0 for what they do not know. */
export function unlessZero<Name extends string>(name: Name, value: number | undefined): Partial<Record<Name, number>> {
  return (value ? { [name]: value } : {}) as Partial<Record<Name, number>>;
}
