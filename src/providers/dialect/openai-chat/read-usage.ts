/** The dialect's token counts as ours. An absent or senseless number stays absent, so that the gateway counts itself. */
import type { Usage } from '#core/chat/usage.ts';
import type { JsonObject } from '#core/json.ts';
import { countOf, isEmpty, objectOf } from '#providers/wire/json-readers.ts';

export function readUsage(usage: JsonObject): Usage {
  const input = objectOf(usage.prompt_tokens_details);
  const output = objectOf(usage.completion_tokens_details);
  // DeepSeek counts hits beside the prompt tokens, some servers at the top.
  const cached = input.cached_tokens ?? usage.prompt_cache_hit_tokens ?? usage.cached_tokens ?? usage.num_cached_tokens;
  const reasoning = output.reasoning_tokens ?? usage.reasoning_tokens;
  return {
    ...named('inputTokens', usage.prompt_tokens),
    ...named('cachedInputTokens', cached),
    ...named('cacheWriteTokens', input.cache_write_tokens),
    ...named('outputTokens', outputOf(usage, reasoning)),
    ...named('reasoningTokens', reasoning),
    estimated: false,
  };
}

/** xAI and Google count thinking beside the answer and not in it, which the sum of all tells. */
function outputOf({ prompt_tokens, completion_tokens, total_tokens }: JsonObject, reasoning: unknown): unknown {
  const [input, output, thought] = [countOf(prompt_tokens), countOf(completion_tokens), countOf(reasoning)];
  if (input === undefined || output === undefined || !thought) return completion_tokens;
  return total_tokens === input + output + thought ? output + thought : output;
}

function named<Name extends keyof Usage>(name: Name, value: unknown): Partial<Usage> {
  const count = countOf(value);
  return count === undefined ? {} : { [name]: count };
}

const SAID = new Set([
  'prompt_tokens',
  'completion_tokens',
  'total_tokens',
  'cached_tokens',
  'num_cached_tokens',
  'cache_write_tokens',
  'reasoning_tokens',
  'prompt_cache_hit_tokens',
]);
const DETAILS = new Set(['prompt_tokens_details', 'completion_tokens_details']);

/** What the vendor counted besides, such as a price or tokens of sound; zeros say nothing and are left out. */
export function otherUsage(usage: JsonObject): JsonObject {
  const entries = Object.entries(usage)
    .filter(([key]) => !SAID.has(key))
    .map(([key, value]) => [key, DETAILS.has(key) ? otherUsage(objectOf(value)) : value] as const);
  return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value) && value !== 0));
}
