/** Writes texts to embed in OpenAI's dialect. */
import type { ChatWarning } from '#core/chat/result.ts';
import type { EmbeddingRequest } from '#core/embedding.ts';
import type { Json, JsonObject } from '#core/json.ts';
import type { EmbeddingCall, EncodedCall } from '#core/provider.ts';
import type { OpenaiEmbeddingsFlavour } from '#providers/dialect/openai-embeddings/flavour.ts';
import { inputsAsTexts } from '#providers/wire/inputs-as-texts.ts';

/** These are ours to say, whatever a caller put beside them. */
const RESERVED = new Set(['model', 'input', 'stream']);

export function encodeEmbedding<Options>(
  { baseUrl, options, request, upstreamModel: model }: EmbeddingCall<Options>,
  flavour: OpenaiEmbeddingsFlavour<Options>,
): EncodedCall {
  const warnings: ChatWarning[] = [];
  const path = typeof flavour.path === 'string' ? flavour.path : flavour.path({ model, options });
  const body: JsonObject = {
    ...flavour.defaults,
    ...unreserved(request.extra),
    model,
    input: encodeInputs(request, flavour),
    ...encodeSettings(request, flavour, warnings),
    ...unreserved(request.providerOptions?.[flavour.id] ?? {}),
  };
  return { wire: { method: 'POST', url: `${baseUrl}${path}`, headers: flavour.headers(options), body }, warnings };
}

function encodeInputs(
  { inputs }: EmbeddingRequest,
  { takesTokens, title }: { takesTokens: boolean; title: string },
): Json {
  return takesTokens ? inputs : inputsAsTexts(inputs, title);
}

function encodeSettings<Options>(
  { dimensions, endUser, purpose }: EmbeddingRequest,
  { title, dimensionsField, takesUser, purposes }: OpenaiEmbeddingsFlavour<Options>,
  warnings: ChatWarning[],
): JsonObject {
  const warn = (setting: string): void => {
    warnings.push({ setting, message: `${title} has no such setting; it was left out.` });
  };
  const named = purpose && purposes[purpose];
  if (dimensions !== undefined && dimensionsField === undefined) warn('dimensions');
  if (endUser !== undefined && !takesUser) warn('endUser');
  if (purpose !== undefined && !named) warn('purpose');
  return {
    ...(dimensions !== undefined && dimensionsField !== undefined && { [dimensionsField]: dimensions }),
    ...(endUser !== undefined && takesUser && { user: endUser }),
    ...named,
  };
}

function unreserved(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !RESERVED.has(key)));
}
