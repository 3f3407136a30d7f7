/** What is publicly known of a vendor's model. */
import type { ModelPrice } from '#core/cost/price.ts';

export interface ModelFacts {
  /** Longest prompt plus answer. */
  readonly contextTokens?: number;
  /** Longest answer. */
  readonly maxOutputTokens?: number;
  /** Absent where nothing is known of them, which is not the same as none. */
  readonly capabilities?: readonly ModelCapability[];
  readonly price?: ModelPrice;
}

export const MODEL_CAPABILITIES = ['tools', 'vision', 'audio', 'files', 'reasoning'] as const;
export type ModelCapability = (typeof MODEL_CAPABILITIES)[number];

export interface Catalogue {
  /** By the id of the adapter and the vendor's name of the model. What is not known is absent. */
  find(adapterId: string, upstreamModel: string): ModelFacts;
}

/** Knows nothing. */
export const EMPTY_CATALOGUE: Catalogue = { find: () => ({}) };
