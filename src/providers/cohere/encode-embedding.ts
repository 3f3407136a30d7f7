/** Writes texts to embed for Cohere. https://docs.cohere.com/reference/embed */
import type { ChatWarning } from '#core/chat/result.ts';
import type { EmbeddingPurpose, EmbeddingRequest } from '#core/embedding.ts';
import type { JsonObject } from '#core/json.ts';
import type { EmbeddingCall, EncodedCall } from '#core/provider.ts';
import type { CohereOptions } from '#providers/cohere/adapter.ts';
import { clientHeaders } from '#providers/cohere/model-list.ts';
import { inputsAsTexts } from '#providers/wire/inputs-as-texts.ts';

/** More than Cohere takes in one request is refused there. */
export const MAX_INPUTS = 96;

/** Cohere must be told one. */
const INPUT_TYPES: Partial<Record<EmbeddingPurpose, string>> = {
  query: 'search_query',
  document: 'search_document',
  classification: 'classification',
  clustering: 'clustering',
};
const USUAL_TYPE = 'search_document';

/** Fields of Cohere that the language has no word for: a caller's own ones are passed on. */
const PASSED_ON = new Set(['max_tokens', 'priority', 'truncate']);
/** These are ours to say, whatever a caller put beside them. */
const RESERVED = new Set(['model', 'texts', 'images', 'inputs', 'embedding_types']);

export function encodeEmbedding({
  baseUrl,
  options,
  request,
  upstreamModel,
}: EmbeddingCall<CohereOptions>): EncodedCall {
  const warnings: ChatWarning[] = [];
  const own = Object.entries(request.providerOptions?.cohere ?? {}).filter(([name]) => !RESERVED.has(name));
  const body: JsonObject = {
    model: upstreamModel,
    texts: inputsAsTexts(request.inputs, 'Cohere'),
    input_type: inputTypeOf(request, warnings),
    embedding_types: ['float'],
    ...(request.dimensions !== undefined && { output_dimension: request.dimensions }),
    ...encodeExtra(request, warnings),
    ...Object.fromEntries(own),
  };
  if (request.endUser !== undefined) warnings.push({ setting: 'endUser', message: 'Cohere takes no name of a user.' });
  return { wire: { method: 'POST', url: `${baseUrl}/embed`, headers: clientHeaders(options), body }, warnings };
}

function inputTypeOf({ purpose }: EmbeddingRequest, warnings: ChatWarning[]): string {
  if (purpose === undefined) return USUAL_TYPE;
  const known = INPUT_TYPES[purpose];
  if (known === undefined)
    warnings.push({ setting: 'purpose', message: `Cohere knows no "${purpose}": "${USUAL_TYPE}" was sent.` });
  return known ?? USUAL_TYPE;
}

function encodeExtra({ extra }: EmbeddingRequest, warnings: ChatWarning[]): JsonObject {
  const entries = Object.entries(extra);
  for (const [setting] of entries.filter(([name]) => !PASSED_ON.has(name)))
    warnings.push({ setting, message: 'Cohere has no such setting; it was left out.' });
  return Object.fromEntries(entries.filter(([name]) => PASSED_ON.has(name)));
}
