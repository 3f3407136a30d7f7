/** How long a prompt is, roughly, where no provider has counted it yet. */
import type { ChatRequest, Message } from '#core/chat/request.ts';
import { textOf } from '#core/chat/request.ts';
import { estimateTokens } from '#core/chat/usage.ts';
import { estimateParts } from '#core/token-part.ts';

/** Tokens. The tools count, since providers put them into the prompt too; images and other media do not. */
export function estimatePrompt({ messages, tools }: ChatRequest): number {
  const said = messages.reduce((sum, message) => sum + estimateParts(message.content, wordsOf(message)), 0);
  return said + (tools.length === 0 ? 0 : estimateTokens(JSON.stringify(tools)));
}

/** The texts of a message and the calls of tools in it. */
export function wordsOf(message: Message): string {
  const text = textOf(message.content);
  if (message.role !== 'assistant') return text;
  return text + message.toolCalls.map(({ name, input }) => name + input).join('');
}
