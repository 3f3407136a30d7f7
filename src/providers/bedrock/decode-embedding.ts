/** Reads vectors of Titan and of Cohere's models, which say by their fields whose they are. */
import type { EmbeddingResult } from '#core/embedding.ts';
import { isJsonObject } from '#core/json.ts';
import { errorInside } from '#providers/bedrock/errors.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { countOf, isEmpty, objectOf, withoutEmpty } from '#providers/wire/json-readers.ts';
import { readVector } from '#providers/wire/read-vector.ts';

/** The texts come back as the model read them; Titan repeats its vector by its type. */
const SAID = new Set(['embedding', 'embeddings', 'embeddingsByType', 'inputTextTokenCount', 'texts', 'response_type']);

/** @throws GatewayError PROVIDER_PROTOCOL; or what the answer says of its failure */
export function decodeEmbedding(body: unknown): EmbeddingResult {
  if (!isJsonObject(body)) throw notUnderstood('The answer is not a JSON object.');
  const { embedding, embeddings, inputTextTokenCount } = body;
  const ofCohere = Array.isArray(embeddings) ? embeddings : objectOf(embeddings).float;
  const vectors = Array.isArray(embedding) ? [embedding] : ofCohere;
  if (!Array.isArray(vectors)) throw errorInside(body) ?? notUnderstood('The answer has no embeddings of numbers.');
  const inputTokens = countOf(inputTextTokenCount);
  const extra = withoutEmpty(Object.fromEntries(Object.entries(body).filter(([name]) => !SAID.has(name))));
  return {
    model: '',
    vectors: vectors.map(readVector),
    usage: { ...(inputTokens !== undefined && { inputTokens }), estimated: false },
    warnings: [],
    ...(!isEmpty(extra) && { extra }),
  };
}
