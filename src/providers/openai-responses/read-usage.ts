/** The counts of tokens as ours. An absent or senseless number stays absent, so that the gateway counts itself. */
import type { Usage } from '#core/chat/usage.ts';
import type { JsonObject } from '#core/json.ts';
import { countOf, objectOf } from '#providers/wire/json-readers.ts';

export function readUsage(usage: JsonObject): Usage {
  const input = objectOf(usage.input_tokens_details);
  const output = objectOf(usage.output_tokens_details);
  return {
    ...named('inputTokens', usage.input_tokens),
    ...named('cachedInputTokens', input.cached_tokens),
    ...named('cacheWriteTokens', input.cache_write_tokens),
    ...named('outputTokens', usage.output_tokens),
    ...named('reasoningTokens', output.reasoning_tokens),
    estimated: false,
  };
}

function named<Name extends keyof Usage>(name: Name, value: unknown): Partial<Usage> {
  const count = countOf(value);
  return count === undefined ? {} : { [name]: count };
}
