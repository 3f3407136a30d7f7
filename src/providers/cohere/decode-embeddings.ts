/** Reads Cohere's vectors: by type, or as the plain list of its older models. */
import type { EmbeddingResult } from '#core/embedding.ts';
import { isJsonObject, type JsonObject } from '#core/json.ts';
import { errorInside } from '#providers/cohere/errors.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { countOf, isEmpty, objectOf, withoutEmpty } from '#providers/wire/json-readers.ts';
import { readVector } from '#providers/wire/read-vector.ts';

/** The texts come back as the model read them; they are the caller's own and need not. */
const SAID = new Set(['embeddings', 'texts', 'response_type']);

/** @throws GatewayError PROVIDER_PROTOCOL; or what the answer says of its failure */
export function decodeEmbeddings(body: unknown): EmbeddingResult {
  if (!isJsonObject(body)) throw notUnderstood('The answer is not a JSON object.');
  const { embeddings } = body;
  const vectors = Array.isArray(embeddings) ? embeddings : objectOf(embeddings).float;
  if (!Array.isArray(vectors)) throw errorInside(body) ?? notUnderstood('The answer has no embeddings of numbers.');
  const inputTokens = countOf(objectOf(objectOf(body.meta).billed_units).input_tokens);
  const extra = restOf(body);
  return {
    model: '',
    vectors: vectors.map(readVector),
    usage: { ...(inputTokens !== undefined && { inputTokens }), estimated: false },
    warnings: [],
    ...(!isEmpty(extra) && { extra }),
  };
}

function restOf(body: JsonObject): JsonObject {
  return withoutEmpty(Object.fromEntries(Object.entries(body).filter(([name]) => !SAID.has(name))));
}
