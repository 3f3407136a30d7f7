/** Writes what steers the choice of words. Converse has four fields for it; others are a matter of the model. */
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import { familyOf } from '#providers/bedrock/model-family.ts';
import { isEmpty } from '#providers/wire/json-readers.ts';

export interface Inference {
  readonly inferenceConfig?: JsonObject;
  readonly additional: JsonObject;
}

export function encodeInference({ sampling }: ChatRequest, model: string, warnings: ChatWarning[]): Inference {
  const { maxOutputTokens, temperature, topP, topK, presencePenalty, frequencyPenalty, stop = [], seed } = sampling;
  const lacks = { presencePenalty, frequencyPenalty, seed };
  for (const [setting, value] of Object.entries(lacks))
    if (value !== undefined) warnings.push({ setting, message: 'Bedrock has no such setting; it was left out.' });
  const inferenceConfig = {
    ...(maxOutputTokens !== undefined && { maxTokens: maxOutputTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(stop.length > 0 && { stopSequences: stop }),
  };
  return {
    ...(!isEmpty(inferenceConfig) && { inferenceConfig }),
    additional: topK === undefined ? {} : encodeTopK(topK, model, warnings),
  };
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference-call.html */
function encodeTopK(topK: number, model: string, warnings: ChatWarning[]): JsonObject {
  switch (familyOf(model)) {
    case 'nova':
      return { inferenceConfig: { topK } };
    case 'claude':
    case 'mistral':
      return { top_k: topK };
    default:
      warnings.push({ setting: 'topK', message: 'This model of Bedrock has no such setting; it was left out.' });
      return {};
  }
}
