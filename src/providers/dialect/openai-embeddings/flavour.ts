/** In what the speakers of OpenAI's embeddings dialect differ from each other. */
import type { EmbeddingPurpose } from '#core/embedding.ts';
import type { JsonObject } from '#core/json.ts';

export interface OpenaiEmbeddingsFlavour<Options> {
  /** Id of the adapter: the key of its part of `providerOptions`. */
  readonly id: string;
  /** By what name warnings and refusals call the vendor. */
  readonly title: string;
  /** Behind the base URL; a function where the model or the configuration is part of it. */
  readonly path: string | ((place: { readonly model: string; readonly options: Options }) => string);
  readonly maxInputs: number;
  /** Undefined where the vendor cannot be asked for a length of the vectors. */
  readonly dimensionsField: 'dimensions' | 'output_dimension' | undefined;
  /** Whether an input may be the numbers of its tokens. */
  readonly takesTokens: boolean;
  /** Whether `user` is known. */
  readonly takesUser: boolean;
  /** Fields that say what the vectors are for; absent where there is none for it. */
  readonly purposes: Partial<Record<EmbeddingPurpose, JsonObject>>;
  /** Fields that are sent where the call does not say them itself. */
  readonly defaults: JsonObject;
  headers(options: Options): Readonly<Record<string, string>>;
}

/** What most servers have in common. */
export const PLAIN_EMBEDDINGS: Omit<OpenaiEmbeddingsFlavour<unknown>, 'id' | 'title'> = {
  path: '/embeddings',
  // The least that a common server takes where nobody has set it: https://huggingface.co/docs/text-embeddings-inference/cli_arguments
  maxInputs: 32,
  dimensionsField: 'dimensions',
  takesTokens: true,
  takesUser: true,
  purposes: {},
  defaults: {},
  headers: () => ({}),
};
