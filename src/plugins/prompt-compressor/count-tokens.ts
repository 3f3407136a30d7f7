/** Tokens of a message by estimate. Images, sounds and files count for nothing, since their size says little. */
import { type Message, textOf } from '#core/chat/request.ts';
import { estimateTokens } from '#core/chat/usage.ts';
import { estimateParts } from '#core/token-part.ts';

/** What providers add around each message. */
const FRAME = 3;

export function countTokens(message: Message): number {
  const said = estimateParts(message.content, textOf(message.content)) + FRAME;
  if (message.role !== 'assistant') return said;
  const calls = message.toolCalls.map(({ name, input }) => name + input).join('');
  const thoughts = message.reasoning.map(({ text }) => text).join('');
  return said + estimateTokens(calls) + estimateTokens(thoughts);
}

export function countAll(messages: readonly Message[]): number {
  return messages.reduce((sum, message) => sum + countTokens(message), 0);
}
