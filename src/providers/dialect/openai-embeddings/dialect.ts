/** A speaker of OpenAI's embeddings dialect. https://platform.openai.com/docs/api-reference/embeddings/create */
import type { EmbeddingTranslator } from '#core/provider.ts';
import { decodeEmbeddings } from '#providers/dialect/openai-embeddings/decode-embeddings.ts';
import { encodeEmbedding } from '#providers/dialect/openai-embeddings/encode-embedding.ts';
import { type OpenaiEmbeddingsFlavour, PLAIN_EMBEDDINGS } from '#providers/dialect/openai-embeddings/flavour.ts';

type Named = 'id' | 'title';

export function openaiEmbeddings<Options>(
  differences: Pick<OpenaiEmbeddingsFlavour<Options>, Named> & Partial<OpenaiEmbeddingsFlavour<Options>>,
): EmbeddingTranslator<Options> {
  const flavour: OpenaiEmbeddingsFlavour<Options> = { ...PLAIN_EMBEDDINGS, ...differences };
  return {
    maxInputs: flavour.maxInputs,
    encode: (call) => encodeEmbedding(call, flavour),
    decode: decodeEmbeddings,
  };
}
