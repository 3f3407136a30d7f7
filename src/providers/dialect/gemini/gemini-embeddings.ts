/** Texts to vectors, many a call. https://ai.google.dev/api/embeddings#method:-models.batchembedcontents */

import { UNKNOWN_USAGE } from '#core/chat/usage.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import type { EmbeddingTranslator } from '#core/provider.ts';
import { textsOf, warningsOf } from '#providers/dialect/gemini/embedding-inputs.ts';
import { prefixFor, taskTypeFor } from '#providers/dialect/gemini/embedding-purpose.ts';
import { geminiModelPath } from '#providers/dialect/gemini/model-path.ts';
import { GEMINI } from '#providers/dialect/gemini/platform.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { countOf, listOf, objectOf } from '#providers/wire/json-readers.ts';

export const geminiEmbeddings: EmbeddingTranslator<unknown> = {
  maxInputs: 100,
  encode({ baseUrl, request, upstreamModel }) {
    const path = geminiModelPath(upstreamModel);
    const taskType = taskTypeFor(request.purpose, upstreamModel);
    const { content, model, ...own } = request.providerOptions?.gemini ?? {};
    const requests = textsOf(request, GEMINI.title).map((text) => ({
      model: decodeURIComponent(path),
      content: { parts: [{ text: prefixFor(request.purpose, upstreamModel) + text }] },
      ...(taskType !== undefined && { taskType }),
      ...(request.dimensions !== undefined && { outputDimensionality: request.dimensions }),
      ...own,
    }));
    const url = `${baseUrl}/${path}:batchEmbedContents`;
    return {
      wire: { method: 'POST', url, headers: {}, body: { requests } },
      warnings: warningsOf(request, GEMINI.title),
    };
  },
  decode(body) {
    if (!isJsonObject(body) || !Array.isArray(body.embeddings)) throw notUnderstood('The answer has no embeddings.');
    const input = countOf(objectOf(body.usageMetadata).promptTokenCount);
    return {
      model: '',
      vectors: listOf(body.embeddings).map((embedding) => vectorOf(objectOf(embedding))),
      usage: input === undefined ? UNKNOWN_USAGE : { inputTokens: input, estimated: false },
      warnings: [],
    };
  },
};

/** @throws GatewayError PROVIDER_PROTOCOL where it is not a list of numbers. */
export function vectorOf({ values }: JsonObject): readonly number[] {
  const list: readonly Json[] = listOf(values);
  if (list.length === 0 || !list.every((value) => typeof value === 'number'))
    throw notUnderstood('An embedding that is no list of numbers.');
  return list as readonly number[];
}
