/** Ollama on one's own machine or its cloud, by its own API. */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { decodeError } from '#providers/dialect/openai-chat/decode-error.ts';
import { decodeEmbeddings } from '#providers/ollama/decode-embeddings.ts';
import { decodeResult } from '#providers/ollama/decode-result.ts';
import { encodeChat } from '#providers/ollama/encode.ts';
import { encodeEmbedding, MAX_INPUTS } from '#providers/ollama/encode-embedding.ts';
import { decodeModelList, encodeModelList } from '#providers/ollama/model-list.ts';
import { createDecoder } from '#providers/ollama/stream.ts';

const options = z.strictObject({
  keepAlive: z
    .string()
    .regex(/^-?\d+(\.\d+)?(ms|s|m|h)$/)
    .optional()
    .describe('How long a model stays in memory after a call, such as 10m; -1m keeps it for good.'),
});

export type OllamaOptions = z.infer<typeof options>;

export const ollama = defineProvider<OllamaOptions>({
  id: 'ollama',
  title: 'Ollama',
  docsUrl: 'https://docs.ollama.com/api/chat',
  keyPageUrl: 'https://ollama.com/settings/keys',
  defaultBaseUrl: 'http://127.0.0.1:11434',
  options,
  credential: { type: 'bearer', optional: true },
  framing: 'json-lines',
  suggestedModels: [],
  encode: encodeChat,
  decodeResult,
  createDecoder,
  decodeError,
  embeddings: { maxInputs: MAX_INPUTS, encode: encodeEmbedding, decode: decodeEmbeddings },
  modelList: { encode: encodeModelList, decode: decodeModelList },
});
