/** Texts to vectors, in our words: what a caller asks for and what it gets. */
import type { ChatWarning } from '#core/chat/result.ts';
import type { Usage } from '#core/chat/usage.ts';
import type { JsonObject } from '#core/json.ts';

export interface EmbeddingRequest {
  /** Never empty. */
  readonly inputs: readonly EmbeddingInput[];
  /** Length of the vectors; the model's own where absent. */
  readonly dimensions?: number;
  /** What the vectors are for: some vendors make others for questions than for what is searched. */
  readonly purpose?: EmbeddingPurpose;
  readonly endUser?: string;
  /** Parameters of the OpenAI wire that this language has no word for. */
  readonly extra: JsonObject;
  /** Parameters for one vendor alone, by the id of its adapter. */
  readonly providerOptions?: Readonly<Record<string, JsonObject>>;
  /** Refuse the call rather than warn where a target cannot take a setting. */
  readonly strict?: boolean;
}

/** In one call, as at OpenAI. */
export const MOST_INPUTS = 2_048;

/** A text, or the numbers of its tokens. */
export type EmbeddingInput = string | readonly number[];

export const EMBEDDING_PURPOSES = ['query', 'document', 'classification', 'clustering', 'similarity'] as const;
export type EmbeddingPurpose = (typeof EMBEDDING_PURPOSES)[number];

export interface EmbeddingResult {
  /** The provider's name of the model that answered. */
  readonly model: string;
  /** One an input, in order. */
  readonly vectors: readonly (readonly number[])[];
  readonly usage: Usage;
  readonly warnings: readonly ChatWarning[];
  /** What the provider said besides, in its own words. */
  readonly extra?: JsonObject;
}
