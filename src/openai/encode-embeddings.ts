/** Vectors as OpenAI's list of embeddings. See https://platform.openai.com/docs/api-reference/embeddings/object. */
import type { EmbeddingResult } from '#core/embedding.ts';
import { encodeFloats } from '#core/float32-base64.ts';
import type { DecodedEmbedding } from '#openai/decode-embedding.ts';

/** JSON text. `model` is the name that the caller knows. */
export function encodeEmbeddings(
  { vectors, usage }: EmbeddingResult,
  model: string,
  format: DecodedEmbedding['format'],
): string {
  const tokens = usage.inputTokens ?? 0;
  return JSON.stringify({
    object: 'list',
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: format === 'base64' ? encodeFloats(vector) : vector,
    })),
    model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  });
}
