/** Writes how much thinking is wanted: GPT-OSS knows levels only, all others on and off. https://docs.ollama.com/capabilities/thinking */
import type { ReasoningRequest } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';

type Effort = NonNullable<ReasoningRequest['effort']>;

const LEVELS: Readonly<Record<Effort, string>> = {
  none: 'low',
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'high',
};

export function encodeThinking(
  { effort, budgetTokens, summary }: ReasoningRequest = {},
  model: string,
  warnings: ChatWarning[],
): JsonObject {
  if (budgetTokens !== undefined)
    warnings.push({ setting: 'reasoning.budgetTokens', message: 'Ollama knows no budget for thinking.' });
  if (summary !== undefined)
    warnings.push({ setting: 'reasoning.summary', message: 'Ollama shows thinking as it is, or has none.' });
  const isWanted = effort ?? (budgetTokens === undefined ? undefined : 'medium');
  if (isWanted === undefined) return {};
  const think = /gpt-?oss/i.test(model) ? LEVELS[isWanted] : isWanted !== 'none';
  const isExact = think === effort || (effort === 'none' && think === false);
  if (effort !== undefined && !isExact) {
    const message = `This model of Ollama knows no effort such as "${effort}": "think" was sent as ${think}.`;
    warnings.push({ setting: 'reasoning.effort', message });
  }
  return { think };
}
