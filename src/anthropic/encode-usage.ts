/** Tokens as Anthropic's clients read them: what the cache gave and took is counted apart from the rest. */
import type { Usage } from '#core/chat/usage.ts';

export function encodeUsage(usage: Usage): Record<string, number> {
  const { inputTokens = 0, cachedInputTokens = 0, cacheWriteTokens = 0, outputTokens = 0 } = usage;
  return {
    input_tokens: Math.max(0, inputTokens - cachedInputTokens - cacheWriteTokens),
    cache_creation_input_tokens: cacheWriteTokens,
    cache_read_input_tokens: cachedInputTokens,
    output_tokens: outputTokens,
  };
}
