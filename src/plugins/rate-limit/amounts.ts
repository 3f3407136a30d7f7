/** How many tokens a call may cost, before it is made, and did cost, after it. */
import type { ChatRequest, Message } from '#core/chat/request.ts';
import { textOf } from '#core/chat/request.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { estimateTokens, totalTokens } from '#core/chat/usage.ts';
import type { Outcome } from '#core/plugin.ts';
import { estimateParts } from '#core/token-part.ts';

/** The prompt by estimate; its tools count, since providers put them into the prompt too. */
export function estimatePrompt({ messages, tools }: ChatRequest): number {
  const said = messages.reduce((sum, message) => sum + estimateParts(message.content, wordsOf(message)), 0);
  return said + (tools.length === 0 ? 0 : estimateTokens(JSON.stringify(tools)));
}

/** The prompt and, where the caller bounds it, the longest answer. Never nothing, so that a call always counts. */
export function reservedTokens(request: ChatRequest): number {
  const answer = (request.sampling.maxOutputTokens ?? 0) * request.choiceCount;
  return Math.max(1, estimatePrompt(request) + answer);
}

/** What the provider reported; by estimate where a call broke off before the report; else what a plugin that answered wants. */
export function spentTokens(promptTokens: number, { result, target, charge }: Outcome): number {
  if (charge) return totalTokens(charge.usage);
  if (!target || !result) return 0;
  return totalTokens(result.usage) || promptTokens + estimateTokens(answerOf(result));
}

function wordsOf(message: Message): string {
  const text = textOf(message.content);
  if (message.role !== 'assistant') return text;
  return text + message.toolCalls.map(({ name, input }) => name + input).join('');
}

function answerOf({ choices }: ChatResult): string {
  return choices
    .flatMap(({ text, refusal, reasoning, toolCalls }) => [
      text,
      refusal,
      ...reasoning.map((block) => block.text),
      ...toolCalls.map(({ name, input }) => name + input),
    ])
    .join('');
}
