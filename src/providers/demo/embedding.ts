/** Both ends of the demo provider's embeddings: what is asked, what is answered, and how each is read. */
import { z } from 'zod';
import { estimateTokens } from '#core/chat/usage.ts';
import type { EmbeddingInput, EmbeddingResult } from '#core/embedding.ts';
import type { Json } from '#core/json.ts';
import type { EmbeddingCall, EncodedCall, InProcessReply } from '#core/provider.ts';
import type { DemoOptions } from '#providers/demo/adapter.ts';
import { USUAL_DIMENSIONS, vectorOf } from '#providers/demo/vector-of.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { readVector } from '#providers/wire/read-vector.ts';

const MOST_DIMENSIONS = 4_096;

export const demoEmbedding = z.object({
  model: z.string(),
  inputs: z.array(z.union([z.string(), z.array(z.number())])),
  dimensions: z.number().int().min(1).max(MOST_DIMENSIONS).default(USUAL_DIMENSIONS),
});

const demoVectors = z.object({ model: z.string(), vectors: z.array(z.json()), usage: z.object({ input: z.number() }) });

export function encodeEmbedding({ baseUrl, request, upstreamModel }: EmbeddingCall<DemoOptions>): EncodedCall {
  const { inputs, dimensions, purpose, endUser, extra, providerOptions } = request;
  const unused = [
    ...(purpose === undefined ? [] : ['purpose']),
    ...(endUser === undefined ? [] : ['endUser']),
    ...(providerOptions?.demo === undefined ? [] : ['providerOptions']),
    ...Object.keys(extra),
  ];
  const body = { model: upstreamModel, inputs, ...(dimensions !== undefined && { dimensions }) };
  return {
    wire: { method: 'POST', url: `${baseUrl}/embed`, headers: {}, body },
    warnings: unused.map((setting) => ({ setting, message: 'The demo provider has no use for this setting.' })),
  };
}

/** @throws GatewayError PROVIDER_PROTOCOL */
export function decodeEmbeddings(body: unknown): EmbeddingResult {
  const { data, error } = demoVectors.safeParse(body);
  if (!data) throw notUnderstood(`Not an answer of the demo provider: ${error.message}`);
  const { model, vectors, usage } = data;
  return {
    model,
    vectors: vectors.map((vector) => readVector(vector as Json)),
    usage: { inputTokens: usage.input, estimated: false },
    warnings: [],
  };
}

export function answerEmbedding({ model, inputs, dimensions }: z.infer<typeof demoEmbedding>): InProcessReply {
  const vectors = inputs.map((input) => vectorOf(input, dimensions));
  const input = inputs.reduce((sum, one) => sum + tokensIn(one), 0);
  return { type: 'body', body: { model, vectors, usage: { input } } };
}

function tokensIn(input: EmbeddingInput): number {
  return typeof input === 'string' ? estimateTokens(input) : input.length;
}
