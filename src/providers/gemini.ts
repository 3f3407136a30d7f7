/** Google's Gemini API, by its own wire. */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { decodeError } from '#providers/dialect/gemini/decode-error.ts';
import { decodeResult } from '#providers/dialect/gemini/decode-result.ts';
import { encodeChat } from '#providers/dialect/gemini/encode-chat.ts';
import { geminiEmbeddings } from '#providers/dialect/gemini/gemini-embeddings.ts';
import { decodeModelList, encodeModelList } from '#providers/dialect/gemini/model-list.ts';
import { geminiModelPath } from '#providers/dialect/gemini/model-path.ts';
import { GEMINI } from '#providers/dialect/gemini/platform.ts';
import { createDecoder } from '#providers/dialect/gemini/stream-decoder.ts';

const options = z.strictObject({});

export const gemini = defineProvider<z.infer<typeof options>>({
  id: 'gemini',
  title: 'Google Gemini',
  docsUrl: 'https://ai.google.dev/api/generate-content',
  keyPageUrl: 'https://aistudio.google.com/apikey',
  defaultBaseUrl: 'https://generativelanguage.googleapis.com/v1beta',
  options,
  credential: { type: 'header', name: 'x-goog-api-key' },
  framing: 'sse',
  suggestedModels: ['gemini-3-flash-preview', 'gemini-2.5-pro', 'gemini-2.5-flash', 'gemini-2.5-flash-lite'],
  encode({ baseUrl, request, upstreamModel: model, stream }) {
    const modelUrl = `${baseUrl}/${geminiModelPath(model)}`;
    return encodeChat({ request, platform: GEMINI, baseUrl, modelUrl, model, stream });
  },
  decodeResult,
  createDecoder,
  decodeError,
  modelList: { encode: ({ baseUrl }) => encodeModelList(baseUrl), decode: decodeModelList },
  embeddings: geminiEmbeddings,
});
