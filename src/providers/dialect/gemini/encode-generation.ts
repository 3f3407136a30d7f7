/** Writes `generationConfig`: sampling, form of the answer, thinking. https://ai.google.dev/api/generate-content#generationconfig */
import type { ChatRequest, ResponseFormat } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import { encodeThinking } from '#providers/dialect/gemini/encode-thinking.ts';
import { listOf, stringOf } from '#providers/wire/json-readers.ts';

/** Words of the OpenAI wire that are known here under another name. */
export const TRANSLATED: ReadonlySet<string> = new Set(['logprobs', 'top_logprobs', 'modalities']);

export function encodeGeneration(request: ChatRequest, model: string, warnings: ChatWarning[]): JsonObject {
  const { sampling, choiceCount, responseFormat, extra } = request;
  const { maxOutputTokens, temperature, topP, topK, presencePenalty, frequencyPenalty, stop = [], seed } = sampling;
  const modalities = listOf(extra.modalities).map((modality) => stringOf(modality).toUpperCase());
  return {
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(topK !== undefined && { topK }),
    ...(presencePenalty !== undefined && { presencePenalty }),
    ...(frequencyPenalty !== undefined && { frequencyPenalty }),
    ...(stop.length > 0 && { stopSequences: stop }),
    ...(seed !== undefined && { seed }),
    ...(choiceCount !== 1 && { candidateCount: choiceCount }),
    ...(typeof extra.logprobs === 'boolean' && { responseLogprobs: extra.logprobs }),
    ...(typeof extra.top_logprobs === 'number' && { logprobs: extra.top_logprobs }),
    ...(modalities.length > 0 && { responseModalities: modalities }),
    ...encodeFormat(responseFormat),
    ...encodeThinking(request.reasoning, model, warnings),
  };
}

/** A schema goes as it is; it has no name here, and its description moves inside. */
function encodeFormat(format: ResponseFormat): JsonObject {
  switch (format.type) {
    case 'text':
      return {};
    case 'json':
      return { responseMimeType: 'application/json' };
    case 'json-schema': {
      const { schema, description } = format;
      const described = description === undefined ? schema : { description, ...schema };
      return { responseMimeType: 'application/json', responseJsonSchema: described };
    }
    default:
      return format satisfies never;
  }
}
