/** Writes a whole call in the OpenAI chat dialect. https://platform.openai.com/docs/api-reference/chat/create */
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import type { EncodedCall, UpstreamCall } from '#core/provider.ts';
import { encodeResponseFormat, schemaInWords } from '#providers/dialect/openai-chat/encode-format.ts';
import { encodeMessages } from '#providers/dialect/openai-chat/encode-messages.ts';
import { encodeReasoning } from '#providers/dialect/openai-chat/encode-reasoning.ts';
import { encodeTools } from '#providers/dialect/openai-chat/encode-tools.ts';
import type { OpenaiChatFlavour } from '#providers/dialect/openai-chat/flavour.ts';
import { leaveOut } from '#providers/dialect/openai-chat/leave-out.ts';
import { leaveOutResponses } from '#providers/dialect/openai-chat/leave-out-responses.ts';
import { objectOf } from '#providers/wire/json-readers.ts';
import { leaveOutAnthropic } from '#providers/wire/leave-out-anthropic.ts';

/** These are ours to say, whatever a caller put beside them. */
const RESERVED = new Set(['model', 'messages', 'stream', 'stream_options']);

export function encodeChat(call: UpstreamCall<unknown>, flavour: OpenaiChatFlavour): EncodedCall {
  const { baseUrl, upstreamModel, stream } = call;
  const warnings: ChatWarning[] = [];
  const known = leaveOutAnthropic(call.request, flavour.title, warnings);
  const plain = leaveOutResponses(known, flavour.title, warnings);
  const request = leaveOut(plain, flavour, warnings);
  const place = { flavour, model: upstreamModel };
  const options = request.providerOptions?.[flavour.id] ?? {};
  const body: JsonObject = {
    ...flavour.defaults,
    ...extraOf(request),
    model: upstreamModel,
    messages: [...schemaInWords(request.responseFormat, flavour), ...encodeMessages(request.messages, place)],
    ...encodeSampling(request, flavour),
    ...encodeTools(request, flavour, warnings),
    ...encodeResponseFormat(request.responseFormat, flavour, warnings),
    ...encodeReasoning(request, flavour, warnings),
    ...encodeRest(request),
    ...unreserved(options),
    ...encodeStreaming({ ...objectOf(request.extra.stream_options), ...objectOf(options.stream_options) }, stream),
  };
  return { wire: { method: 'POST', url: `${baseUrl}/chat/completions`, headers: flavour.headers, body }, warnings };
}

function extraOf({ extra, sampling }: ChatRequest): JsonObject {
  if (sampling.maxOutputTokens === undefined) return unreserved(extra);
  const { max_tokens: _, max_completion_tokens: __, ...rest } = extra;
  return unreserved(rest);
}

function unreserved(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !RESERVED.has(key)));
}

function encodeSampling({ sampling }: ChatRequest, { maxTokensField }: OpenaiChatFlavour): JsonObject {
  const { maxOutputTokens, temperature, topP, topK, presencePenalty, frequencyPenalty, stop, seed } = sampling;
  return {
    ...(maxOutputTokens !== undefined && { [maxTokensField]: maxOutputTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(topK !== undefined && { top_k: topK }),
    ...(presencePenalty !== undefined && { presence_penalty: presencePenalty }),
    ...(frequencyPenalty !== undefined && { frequency_penalty: frequencyPenalty }),
    ...(stop !== undefined && stop.length > 0 && { stop }),
    ...(seed !== undefined && { seed }),
  };
}

function encodeRest({ choiceCount, endUser, metadata }: ChatRequest): JsonObject {
  return {
    ...(choiceCount !== 1 && { n: choiceCount }),
    ...(endUser !== undefined && { user: endUser }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}

/** Usage is always asked for: a stream without it could not be counted. */
function encodeStreaming(options: JsonObject, stream: boolean): JsonObject {
  return stream ? { stream: true, stream_options: { ...options, include_usage: true } } : {};
}
