/** Converse's token counts as ours. It counts what was read from the cache, or written to it, beside the input and not in it. */
import type { Usage } from '#core/chat/usage.ts';
import type { JsonObject } from '#core/json.ts';
import { countOf, withoutEmpty } from '#providers/wire/json-readers.ts';

export function readUsage(usage: JsonObject): Usage {
  const input = countOf(usage.inputTokens);
  const output = countOf(usage.outputTokens);
  const read = countOf(usage.cacheReadInputTokens);
  const written = countOf(usage.cacheWriteInputTokens);
  const all = input === undefined ? undefined : countOf(input + (read ?? 0) + (written ?? 0));
  return {
    ...(all !== undefined && { inputTokens: all }),
    ...(read !== undefined && { cachedInputTokens: read }),
    ...(written !== undefined && { cacheWriteTokens: written }),
    ...(output !== undefined && { outputTokens: output }),
    estimated: false,
  };
}

const SAID = new Set([
  'inputTokens',
  'outputTokens',
  'totalTokens',
  'cacheReadInputTokens',
  'cacheWriteInputTokens',
  'cacheReadInputTokenCount',
  'cacheWriteInputTokenCount',
]);

/** What was counted besides. */
export function otherUsage(usage: JsonObject): JsonObject {
  return withoutEmpty(Object.fromEntries(Object.entries(usage).filter(([key]) => !SAID.has(key))));
}
