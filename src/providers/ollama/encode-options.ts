/** Writes what steers the choice of words as Ollama has it. https://docs.ollama.com/modelfile#valid-parameters-and-values */
import type { Sampling } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';

export function encodeOptions(sampling: Sampling): JsonObject {
  const { maxOutputTokens, temperature, topP, topK, presencePenalty, frequencyPenalty, stop = [], seed } = sampling;
  return {
    ...(maxOutputTokens !== undefined && { num_predict: maxOutputTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(topK !== undefined && { top_k: topK }),
    ...(presencePenalty !== undefined && { presence_penalty: presencePenalty }),
    ...(frequencyPenalty !== undefined && { frequency_penalty: frequencyPenalty }),
    ...(stop.length > 0 && { stop }),
    ...(seed !== undefined && { seed }),
  };
}
