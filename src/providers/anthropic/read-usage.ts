/** Tokens as Anthropic counts them: what the cache gave and took is not in `input_tokens`. */
import type { Usage } from '#core/chat/usage.ts';
import type { JsonObject } from '#core/json.ts';
import { countOf, isEmpty, objectOf } from '#providers/wire/json-readers.ts';

export function readUsage(given: JsonObject): Usage {
  const fresh = countOf(given.input_tokens);
  const cached = countOf(given.cache_read_input_tokens);
  const written = countOf(given.cache_creation_input_tokens);
  const output = countOf(given.output_tokens);
  const thinking = countOf(objectOf(given.output_tokens_details).thinking_tokens);
  return {
    ...(fresh !== undefined && { inputTokens: fresh + (cached ?? 0) + (written ?? 0) }),
    ...(cached !== undefined && { cachedInputTokens: cached }),
    ...(written !== undefined && { cacheWriteTokens: written }),
    ...(output !== undefined && { outputTokens: output }),
    ...(thinking !== undefined && { reasoningTokens: thinking }),
    estimated: false,
  };
}

const SAID = new Set([
  'input_tokens',
  'output_tokens',
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
  'output_tokens_details',
]);

export function otherUsage(given: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(given).filter(([name, value]) => !SAID.has(name) && !isEmpty(value)));
}
