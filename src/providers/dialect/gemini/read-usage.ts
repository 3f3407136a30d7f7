/**
 * The wire's token counts as ours: what tools of the vendor brought in was read too, thinking was written too.
 * https://ai.google.dev/api/generate-content#UsageMetadata
 */
import type { Usage } from '#core/chat/usage.ts';
import type { JsonObject } from '#core/json.ts';
import { countOf, isEmpty } from '#providers/wire/json-readers.ts';

const SAID = new Set([
  'promptTokenCount',
  'toolUsePromptTokenCount',
  'cachedContentTokenCount',
  'candidatesTokenCount',
  'thoughtsTokenCount',
  'totalTokenCount',
]);

export function readUsage(usage: JsonObject): Usage {
  const prompt = countOf(usage.promptTokenCount);
  const brought = countOf(usage.toolUsePromptTokenCount);
  const input = prompt === undefined ? brought : prompt + (brought ?? 0);
  const cached = countOf(usage.cachedContentTokenCount);
  const thoughts = countOf(usage.thoughtsTokenCount);
  const output = outputOf(input, countOf(usage.candidatesTokenCount), thoughts, countOf(usage.totalTokenCount));
  return {
    ...(input !== undefined && { inputTokens: input }),
    ...(cached !== undefined && { cachedInputTokens: cached }),
    ...(output !== undefined && { outputTokens: output }),
    ...(thoughts !== undefined && { reasoningTokens: thoughts }),
    estimated: false,
  };
}

/** A zero is left out on this wire; the total tells it from a number that nobody counted. */
function outputOf(
  input: number | undefined,
  candidates: number | undefined,
  thoughts: number | undefined,
  total: number | undefined,
): number | undefined {
  if (candidates !== undefined || thoughts !== undefined) return (candidates ?? 0) + (thoughts ?? 0);
  return total !== undefined && total === input ? 0 : undefined;
}

/** What was counted besides: tokens by kind of medium, the tier of the service. */
export function otherUsage(usage: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(usage).filter(([name, value]) => !SAID.has(name) && !isEmpty(value)));
}
