/** Tokens in the words of the OpenAI wire. */
import { totalTokens, type Usage } from '#core/chat/usage.ts';
import type { JsonObject } from '#core/json.ts';

/** Undefined where nobody counted: a zero would be read as a fact. */
export function encodeUsage(usage: Usage): JsonObject | undefined {
  const { inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens, reasoningTokens } = usage;
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  return {
    prompt_tokens: inputTokens ?? 0,
    completion_tokens: outputTokens ?? 0,
    total_tokens: totalTokens(usage),
    ...((cachedInputTokens !== undefined || cacheWriteTokens !== undefined) && {
      prompt_tokens_details: {
        ...(cachedInputTokens !== undefined && { cached_tokens: cachedInputTokens }),
        // OpenRouter's name: OpenAI does not count what is written.
        ...(cacheWriteTokens !== undefined && { cache_write_tokens: cacheWriteTokens }),
      },
    }),
    ...(reasoningTokens !== undefined && { completion_tokens_details: { reasoning_tokens: reasoningTokens } }),
  };
}
