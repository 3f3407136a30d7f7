/** Writes a whole call in the OpenAI chat dialect. https://platform.openai.com/docs/api-reference/chat/create */
import type { ChatRequest } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';
import type { EncodedCall, UpstreamCall } from '#core/provider.ts';
import { encodeMessage } from '#providers/dialect/openai-chat/encode-message.ts';
import { encodeResponseFormat, encodeTools } from '#providers/dialect/openai-chat/encode-tools.ts';
import type { OpenaiChatFlavour } from '#providers/dialect/openai-chat/flavour.ts';
import { objectOf } from '#providers/wire/json-readers.ts';

/** These are ours to say, whatever a caller put beside them. */
const RESERVED = new Set(['model', 'messages', 'stream', 'stream_options']);

export function encodeChat(call: UpstreamCall<unknown>, flavour: OpenaiChatFlavour): EncodedCall {
  const { baseUrl, request, upstreamModel, stream } = call;
  const body: JsonObject = {
    ...extraOf(request),
    model: upstreamModel,
    messages: request.messages.map((message) => encodeMessage(message, flavour)),
    ...encodeSampling(request, flavour),
    ...encodeTools(request),
    ...encodeResponseFormat(request.responseFormat),
    ...encodeRest(request),
    ...encodeStreaming(request, stream),
  };
  return { wire: { method: 'POST', url: `${baseUrl}/chat/completions`, headers: flavour.headers, body }, warnings: [] };
}

function extraOf({ extra, sampling }: ChatRequest): JsonObject {
  const isLimit = (key: string): boolean => key === 'max_tokens' || key === 'max_completion_tokens';
  const hasLimit = sampling.maxOutputTokens !== undefined;
  return Object.fromEntries(Object.entries(extra).filter(([key]) => !RESERVED.has(key) && !(hasLimit && isLimit(key))));
}

function encodeSampling({ sampling }: ChatRequest, { maxTokensField }: OpenaiChatFlavour): JsonObject {
  const { maxOutputTokens, temperature, topP, presencePenalty, frequencyPenalty, stop, seed } = sampling;
  return {
    ...(maxOutputTokens !== undefined && { [maxTokensField]: maxOutputTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(presencePenalty !== undefined && { presence_penalty: presencePenalty }),
    ...(frequencyPenalty !== undefined && { frequency_penalty: frequencyPenalty }),
    ...(stop !== undefined && stop.length > 0 && { stop }),
    ...(seed !== undefined && { seed }),
  };
}

function encodeRest({ reasoning, choiceCount, endUser, metadata }: ChatRequest): JsonObject {
  return {
    ...(reasoning?.effort !== undefined && { reasoning_effort: reasoning.effort }),
    ...(choiceCount !== 1 && { n: choiceCount }),
    ...(endUser !== undefined && { user: endUser }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}

/** Usage is always asked for: a stream without it could not be counted. */
function encodeStreaming({ extra }: ChatRequest, stream: boolean): JsonObject {
  if (!stream) return {};
  return { stream: true, stream_options: { ...objectOf(extra.stream_options), include_usage: true } };
}
