/** Gemini on Google Cloud's Vertex AI: the same wire at another address, with a service account. */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { decodeError } from '#providers/dialect/gemini/decode-error.ts';
import { decodeResult } from '#providers/dialect/gemini/decode-result.ts';
import { encodeChat } from '#providers/dialect/gemini/encode-chat.ts';
import { vertexModelPath } from '#providers/dialect/gemini/model-path.ts';
import { VERTEX } from '#providers/dialect/gemini/platform.ts';
import { createDecoder } from '#providers/dialect/gemini/stream-decoder.ts';
import { vertexEmbeddings } from '#providers/dialect/gemini/vertex-embeddings.ts';
import { vertexHost } from '#providers/dialect/gemini/vertex-host.ts';

const options = z.strictObject({
  project: z.string().min(1).describe('Id of the project at Google Cloud.'),
  location: z
    .string()
    .min(1)
    .default('global')
    .describe('Region that answers, such as europe-west4; us and eu stand for all of theirs, global for any.'),
});

export const vertex = defineProvider<z.infer<typeof options>>({
  id: 'vertex',
  title: 'Google Vertex AI',
  docsUrl: 'https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference',
  keyPageUrl: 'https://console.cloud.google.com/iam-admin/serviceaccounts',
  defaultBaseUrl: ({ location }) => `https://${vertexHost(location)}/v1`,
  options,
  credential: { type: 'google' },
  framing: 'sse',
  suggestedModels: ['gemini-3-flash-preview', 'gemini-2.5-pro', 'gemini-2.5-flash', 'gemini-2.5-flash-lite'],
  encode({ baseUrl, options: { project, location }, request, upstreamModel: model, stream }) {
    const modelUrl = `${baseUrl}/${vertexModelPath(model, project, location)}`;
    return encodeChat({ request, platform: VERTEX, baseUrl, modelUrl, model, stream });
  },
  decodeResult,
  createDecoder,
  decodeError,
  embeddings: vertexEmbeddings,
});
