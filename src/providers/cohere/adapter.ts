/** Cohere's own chat API, version 2. */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { decodeEmbeddings } from '#providers/cohere/decode-embeddings.ts';
import { decodeResult } from '#providers/cohere/decode-result.ts';
import { encodeChat } from '#providers/cohere/encode.ts';
import { encodeEmbedding, MAX_INPUTS } from '#providers/cohere/encode-embedding.ts';
import { decodeError } from '#providers/cohere/errors.ts';
import { decodeModelList, encodeModelList } from '#providers/cohere/model-list.ts';
import { createDecoder } from '#providers/cohere/stream.ts';

const options = z.strictObject({
  clientName: z.string().min(1).optional().describe('Name under which Cohere lists the calls, sent as X-Client-Name.'),
  safetyMode: z
    .enum(['contextual', 'strict', 'off'])
    .optional()
    .describe('Safety instruction that Cohere adds to calls without tools and documents.'),
});

export type CohereOptions = z.infer<typeof options>;

export const cohere = defineProvider<CohereOptions>({
  id: 'cohere',
  title: 'Cohere',
  docsUrl: 'https://docs.cohere.com/reference/chat',
  keyPageUrl: 'https://dashboard.cohere.com/api-keys',
  defaultBaseUrl: 'https://api.cohere.com/v2',
  options,
  credential: { type: 'bearer' },
  framing: 'sse',
  suggestedModels: ['command-a-03-2025', 'command-a-reasoning-08-2025', 'command-r7b-12-2024', 'command-r-08-2024'],
  encode: encodeChat,
  decodeResult,
  createDecoder,
  decodeError,
  embeddings: { maxInputs: MAX_INPUTS, encode: encodeEmbedding, decode: decodeEmbeddings },
  modelList: { encode: encodeModelList, decode: decodeModelList },
});
