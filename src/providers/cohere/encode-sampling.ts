/** Writes what steers the choice of words as Cohere has it: other names, narrower ranges. */
import type { Sampling } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';

interface Range {
  readonly setting: keyof Sampling;
  readonly atLeast: number;
  readonly atMost: number;
}

const RANGES = {
  topK: { setting: 'topK', atLeast: 0, atMost: 500 },
  topP: { setting: 'topP', atLeast: 0.01, atMost: 0.99 },
  presencePenalty: { setting: 'presencePenalty', atLeast: 0, atMost: 1 },
  frequencyPenalty: { setting: 'frequencyPenalty', atLeast: 0, atMost: 1 },
} as const satisfies Partial<Record<keyof Sampling, Range>>;

const MAX_STOPS = 5;

export function encodeSampling(sampling: Sampling, warnings: ChatWarning[]): JsonObject {
  const { maxOutputTokens, temperature, topP, topK, presencePenalty, frequencyPenalty, stop = [], seed } = sampling;
  if (stop.length > MAX_STOPS)
    warnings.push({ setting: 'stop', message: `Cohere takes ${MAX_STOPS} stop sequences; the first ones were sent.` });
  return {
    ...(maxOutputTokens !== undefined && { max_tokens: maxOutputTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { p: inRange(topP, RANGES.topP, warnings) }),
    ...(topK !== undefined && { k: inRange(topK, RANGES.topK, warnings) }),
    ...(presencePenalty !== undefined && {
      presence_penalty: inRange(presencePenalty, RANGES.presencePenalty, warnings),
    }),
    ...(frequencyPenalty !== undefined && {
      frequency_penalty: inRange(frequencyPenalty, RANGES.frequencyPenalty, warnings),
    }),
    ...(stop.length > 0 && { stop_sequences: stop.slice(0, MAX_STOPS) }),
    ...(seed !== undefined && { seed }),
  };
}

/** Cohere refuses the whole call for a number out of its range, even for the usual `top_p: 1`. */
function inRange(value: number, { setting, atLeast, atMost }: Range, warnings: ChatWarning[]): number {
  const sent = Math.min(Math.max(value, atLeast), atMost);
  if (sent !== value)
    warnings.push({ setting, message: `Cohere takes ${atLeast} to ${atMost}; ${sent} was sent for ${value}.` });
  return sent;
}
