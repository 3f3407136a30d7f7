/**
 * Texts to vectors on Vertex AI: the newest models by `embedContent`, all others by `predict`.
 * https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api
 */
import { UNKNOWN_USAGE } from '#core/chat/usage.ts';
import type { EmbeddingResult } from '#core/embedding.ts';
import { isJsonObject, type JsonObject } from '#core/json.ts';
import type { EmbeddingTranslator } from '#core/provider.ts';
import { textsOf, warningsOf } from '#providers/dialect/gemini/embedding-inputs.ts';
import { prefixFor, takesPrefix, taskTypeFor } from '#providers/dialect/gemini/embedding-purpose.ts';
import { vectorOf } from '#providers/dialect/gemini/gemini-embeddings.ts';
import { vertexModelPath } from '#providers/dialect/gemini/model-path.ts';
import { VERTEX } from '#providers/dialect/gemini/platform.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { countOf, listOf, objectOf } from '#providers/wire/json-readers.ts';

interface VertexPlace {
  readonly project: string;
  readonly location: string;
}

export const vertexEmbeddings: EmbeddingTranslator<VertexPlace> = {
  // gemini-embedding-001 takes a single text, and so does embedContent.
  maxInputs: 1,
  encode({ baseUrl, options, request, upstreamModel }) {
    const texts = textsOf(request, VERTEX.title).map((text) => prefixFor(request.purpose, upstreamModel) + text);
    const taskType = taskTypeFor(request.purpose, upstreamModel);
    const dimensions = request.dimensions === undefined ? {} : { outputDimensionality: request.dimensions };
    const { content, instances, model, ...own } = request.providerOptions?.vertex ?? {};
    const { title, task_type, parameters, ...named } = own;
    const body = takesPrefix(upstreamModel)
      ? { content: { parts: texts.map((text) => ({ text })) }, ...dimensions, ...own }
      : {
          instances: texts.map((text) => ({
            content: text,
            ...(taskType !== undefined && { task_type: taskType }),
            ...(task_type !== undefined && { task_type }),
            ...(title !== undefined && { title }),
          })),
          parameters: { ...dimensions, ...named, ...objectOf(parameters) },
        };
    const verb = takesPrefix(upstreamModel) ? 'embedContent' : 'predict';
    const url = `${baseUrl}/${vertexModelPath(upstreamModel, options.project, options.location)}:${verb}`;
    return { wire: { method: 'POST', url, headers: {}, body }, warnings: warningsOf(request, VERTEX.title) };
  },
  decode(body) {
    if (isJsonObject(body) && isJsonObject(body.embedding)) return decodeContent(body, body.embedding);
    if (!isJsonObject(body) || !Array.isArray(body.predictions)) throw notUnderstood('The answer has no predictions.');
    const embeddings = listOf(body.predictions).map((prediction) => objectOf(objectOf(prediction).embeddings));
    const counts = embeddings.map(({ statistics }) => countOf(objectOf(statistics).token_count));
    return resultOf(
      embeddings.map(vectorOf),
      counts.includes(undefined) ? undefined : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    );
  },
};

function decodeContent({ usageMetadata }: JsonObject, embedding: JsonObject): EmbeddingResult {
  return resultOf([vectorOf(embedding)], countOf(objectOf(usageMetadata).promptTokenCount));
}

function resultOf(vectors: readonly (readonly number[])[], input: number | undefined): EmbeddingResult {
  const usage = input === undefined ? UNKNOWN_USAGE : { inputTokens: input, estimated: false };
  return { model: '', vectors, usage, warnings: [] };
}
