/** Writes sampling, thinking and whom the call is for. */
import type { ChatRequest, Sampling } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import { isEmpty, objectOf } from '#providers/wire/json-readers.ts';

const LACKS: readonly (keyof Sampling)[] = ['topK', 'presencePenalty', 'frequencyPenalty', 'stop', 'seed'];

export function encodeSettings(request: ChatRequest, warnings: ChatWarning[]): JsonObject {
  const { sampling, endUser, metadata } = request;
  const { maxOutputTokens, temperature, topP } = sampling;
  for (const setting of LACKS.filter((name) => sampling[name] !== undefined))
    warnings.push({ setting, message: 'The Responses API has no such setting; it was left out.' });
  return {
    ...(maxOutputTokens !== undefined && { max_output_tokens: maxOutputTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...encodeReasoning(request, warnings),
    ...(endUser !== undefined && { user: endUser }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}

function encodeReasoning({ reasoning: wish = {}, extra }: ChatRequest, warnings: ChatWarning[]): JsonObject {
  const { effort, budgetTokens, summary } = wish;
  if (budgetTokens !== undefined) {
    const message = 'The Responses API bounds thinking by effort only; the number of tokens was left out.';
    warnings.push({ setting: 'reasoning.budgetTokens', message });
  }
  const reasoning = {
    ...objectOf(extra.reasoning),
    ...(effort !== undefined && { effort }),
    // A summary comes only where it is asked for.
    ...(summary !== undefined && summary !== 'none' && { summary }),
  };
  return isEmpty(reasoning) ? {} : { reasoning };
}
