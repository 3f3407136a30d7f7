/**
 * Writes texts to embed. Bedrock has no common form for it: Cohere's models have one, Amazon's Titan has another.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html
 */
import type { ChatWarning } from '#core/chat/result.ts';
import type { EmbeddingPurpose, EmbeddingRequest } from '#core/embedding.ts';
import type { JsonObject } from '#core/json.ts';
import type { EmbeddingCall, EncodedCall } from '#core/provider.ts';
import type { BedrockOptions } from '#providers/bedrock/adapter.ts';
import { inputsAsTexts } from '#providers/wire/inputs-as-texts.ts';

/** Titan takes one text a request. */
export const MAX_INPUTS = 1;

/** These are ours to say, whatever a caller put beside them. */
const RESERVED = new Set(['inputText', 'inputImage', 'texts', 'images', 'inputs', 'embedding_types', 'embeddingTypes']);

/** What a form has for the settings of a call. */
interface Form {
  readonly fields: JsonObject;
  /** Fields that a caller may name itself. */
  readonly passedOn: readonly string[];
}

export function encodeEmbedding({
  baseUrl,
  options,
  request,
  upstreamModel,
}: EmbeddingCall<BedrockOptions>): EncodedCall {
  const warnings: ChatWarning[] = [];
  const texts = inputsAsTexts(request.inputs, 'Bedrock');
  const isCohere = /cohere\.embed/.test(upstreamModel);
  const { fields, passedOn } = isCohere
    ? cohereForm(request, upstreamModel, texts, warnings)
    : titanForm(request, upstreamModel, texts, warnings);
  if (request.endUser !== undefined) warnings.push({ setting: 'endUser', message: 'Bedrock takes no name of a user.' });
  const body = {
    ...fields,
    ...extraOf(request, passedOn, warnings),
    ...unreserved(request.providerOptions?.bedrock ?? {}),
  };
  const url = `${baseUrl}/model/${encodeURIComponent(upstreamModel)}/invoke`;
  const headers = { accept: 'application/json' };
  return { wire: { method: 'POST', url, headers, body, region: options.region }, warnings };
}

function titanForm(
  { dimensions, purpose }: EmbeddingRequest,
  model: string,
  texts: readonly string[],
  warnings: ChatWarning[],
): Form {
  const isFirst = /titan-embed-(?:text-v1|g1)/.test(model);
  if (dimensions !== undefined && isFirst) warnings.push(without('dimensions'));
  if (purpose !== undefined) warnings.push(without('purpose'));
  return {
    fields: { inputText: texts.join('\n'), ...(dimensions !== undefined && !isFirst && { dimensions }) },
    passedOn: isFirst ? [] : ['normalize'],
  };
}

/** Cohere must be told one. */
const INPUT_TYPES: Partial<Record<EmbeddingPurpose, string>> = {
  query: 'search_query',
  document: 'search_document',
  classification: 'classification',
  clustering: 'clustering',
};
const USUAL_TYPE = 'search_document';

function cohereForm(
  { dimensions, purpose }: EmbeddingRequest,
  model: string,
  texts: readonly string[],
  warnings: ChatWarning[],
): Form {
  const known = purpose && INPUT_TYPES[purpose];
  if (purpose !== undefined && known === undefined)
    warnings.push({ setting: 'purpose', message: `Cohere knows no "${purpose}": "${USUAL_TYPE}" was sent.` });
  const isFourth = /embed-v4/.test(model);
  if (dimensions !== undefined && !isFourth) warnings.push(without('dimensions'));
  return {
    fields: {
      texts,
      input_type: known ?? USUAL_TYPE,
      embedding_types: ['float'],
      ...(dimensions !== undefined && isFourth && { output_dimension: dimensions }),
    },
    passedOn: isFourth ? ['truncate', 'max_tokens'] : ['truncate'],
  };
}

function without(setting: string): ChatWarning {
  return { setting, message: 'This model of Bedrock has no such setting; it was left out.' };
}

function extraOf({ extra }: EmbeddingRequest, passedOn: readonly string[], warnings: ChatWarning[]): JsonObject {
  const entries = Object.entries(extra);
  for (const [setting] of entries.filter(([name]) => !passedOn.includes(name))) warnings.push(without(setting));
  return Object.fromEntries(entries.filter(([name]) => passedOn.includes(name)));
}

function unreserved(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !RESERVED.has(name)));
}
