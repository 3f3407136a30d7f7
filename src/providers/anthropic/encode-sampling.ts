/** Writes what steers the choice of words as Anthropic has it, and the limit of the answer that it insists on. */
import type { Sampling } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import type { AnthropicOptions } from '#providers/anthropic/adapter.ts';
import { outputLimitOf } from '#providers/anthropic/model-family.ts';
import { countOf } from '#providers/wire/json-readers.ts';

interface Place {
  readonly thinking: JsonObject;
  readonly model: string;
  readonly options: AnthropicOptions;
}

const UNKNOWN = ['presencePenalty', 'frequencyPenalty', 'seed'] as const;

export function encodeSampling(sampling: Sampling, place: Place, warnings: ChatWarning[]): JsonObject {
  const warn = (setting: string, message: string): void => {
    warnings.push({ setting, message });
  };
  for (const setting of UNKNOWN)
    if (sampling[setting] !== undefined) warn(setting, 'Anthropic has no such setting; it was left out.');
  const { temperature, topP, topK, stop = [] } = sampling;
  const isThinking = place.thinking.type === 'enabled' || place.thinking.type === 'adaptive';
  // https://docs.anthropic.com/en/docs/build-with-claude/extended-thinking#feature-compatibility
  if (isThinking && temperature !== undefined && temperature !== 1)
    warn('temperature', 'Anthropic thinks with a temperature of 1 only; it was left out.');
  if (isThinking && topK !== undefined) warn('topK', 'Anthropic takes no top_k while it thinks; it was left out.');
  if (temperature !== undefined && temperature > 1)
    warn('temperature', `Anthropic takes 0 to 1; 1 was sent for ${temperature}.`);
  return {
    max_tokens: maxTokensOf(sampling.maxOutputTokens, place),
    ...(temperature !== undefined && !isThinking && { temperature: Math.min(1, temperature) }),
    ...(topP !== undefined && { top_p: topP }),
    ...(topK !== undefined && !isThinking && { top_k: topK }),
    ...(stop.length > 0 && { stop_sequences: stop }),
  };
}

/** The limit counts the thinking, and has to be larger than its budget. */
function maxTokensOf(given: number | undefined, { thinking, model, options }: Place): number {
  const limit = given ?? Math.min(options.maxOutputTokens, outputLimitOf(model));
  const budget = countOf(thinking.budget_tokens) ?? 0;
  return limit > budget ? limit : budget + limit;
}
