/**
 * Cohere's token counts as ours. It counts twice: what the model read and wrote, with its own preamble, and what is
 * billed. The first is taken, since the cached tokens are part of that; the second is kept beside it.
 */
import type { Usage } from '#core/chat/usage.ts';
import type { JsonObject } from '#core/json.ts';
import { countOf, objectOf } from '#providers/wire/json-readers.ts';

const SAID = new Set(['tokens', 'cached_tokens']);

export function readUsage(usage: JsonObject): Usage {
  const [tokens, billed] = [objectOf(usage.tokens), objectOf(usage.billed_units)];
  const input = countOf(tokens.input_tokens) ?? countOf(billed.input_tokens);
  const output = countOf(tokens.output_tokens) ?? countOf(billed.output_tokens);
  const cached = countOf(usage.cached_tokens);
  return {
    ...(input !== undefined && { inputTokens: input }),
    ...(cached !== undefined && { cachedInputTokens: cached }),
    ...(output !== undefined && { outputTokens: output }),
    estimated: false,
  };
}

/** What was counted besides: the billed units. */
export function otherUsage(usage: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(usage).filter(([key]) => !SAID.has(key)));
}
