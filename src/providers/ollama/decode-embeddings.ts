/** Reads Ollama's vectors. */
import type { EmbeddingResult } from '#core/embedding.ts';
import { isJsonObject } from '#core/json.ts';
import { errorInside } from '#providers/dialect/openai-chat/decode-error.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { countOf, isEmpty, stringOf, withoutEmpty } from '#providers/wire/json-readers.ts';
import { readVector } from '#providers/wire/read-vector.ts';

/** @throws GatewayError PROVIDER_PROTOCOL; or what the error says, where one came with status 200. */
export function decodeEmbeddings(body: unknown): EmbeddingResult {
  if (!isJsonObject(body)) throw notUnderstood('The answer is not a JSON object.');
  const { model, embeddings, prompt_eval_count, ...rest } = body;
  if (!Array.isArray(embeddings)) throw errorInside(body) ?? notUnderstood('The answer has no list of embeddings.');
  const inputTokens = countOf(prompt_eval_count) || undefined;
  const extra = withoutEmpty(rest);
  return {
    model: stringOf(model),
    vectors: embeddings.map(readVector),
    usage: { ...(inputTokens !== undefined && { inputTokens }), estimated: false },
    warnings: [],
    ...(!isEmpty(extra) && { extra }),
  };
}
