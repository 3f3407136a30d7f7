/** Prompts and answers as text for a log: one line a message, other media by their kind only, cut to a length. */
import type { ChatRequest, ContentPart, Message } from '#core/chat/request.ts';
import type { ChatResult } from '#core/chat/result.ts';

export function promptText({ messages }: ChatRequest, maxLength: number): string {
  return cut(messages.map((message) => `${message.role}: ${messageText(message)}`).join('\n'), maxLength);
}

export function answerText({ choices }: ChatResult, maxLength: number): string {
  const texts = choices.map(({ text, refusal, toolCalls }) => join([text, refusal, ...toolCalls.map(callText)]));
  return cut(texts.join('\n'), maxLength);
}

function messageText(message: Message): string {
  const calls = message.role === 'assistant' ? message.toolCalls.map(callText) : [];
  return join([...message.content.map(partText), ...calls]);
}

function partText(part: ContentPart): string {
  return part.type === 'text' ? part.text : `[${part.type}]`;
}

function callText({ name, input }: { readonly name: string; readonly input: string }): string {
  return `${name}(${input})`;
}

function join(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(' ');
}

function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  // A surrogate pair that would be cut in two is left out whole.
  return `${text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '')}…`;
}
