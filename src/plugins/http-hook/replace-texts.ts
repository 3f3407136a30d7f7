/** Puts the texts that the service gave in place of those that it was shown. */
import { type ChatRequest, type Message, textOf } from '#core/chat/request.ts';
import type { ChatResult } from '#core/chat/result.ts';
import type { Judgement } from '#plugins/http-hook/ask-service.ts';
import { withOtherText } from '#plugins/text/hold-answer.ts';

/** @throws Error where the service said nothing that fits the request */
export function replaceInRequest(request: ChatRequest, { text, messages }: Judgement): ChatRequest {
  if (messages) {
    const fits = messages.length === request.messages.length;
    if (!fits || messages.some(({ role }, index) => role !== request.messages[index]?.role))
      throw new Error('The service gave messages that are not those of the request, one for one.');
    const replaced = request.messages.map((message, index) => withText(message, messages[index]?.content ?? ''));
    return { ...request, messages: replaced };
  }
  const last = request.messages.findLastIndex(({ role }) => role === 'user');
  if (text === undefined || last === -1) throw new Error('The service gave no text that could replace one.');
  const replaced = request.messages.map((message, index) => (index === last ? withText(message, text) : message));
  return { ...request, messages: replaced };
}

/** @throws Error where the service gave no text */
export function replaceInAnswer(result: ChatResult, { text }: Judgement): ChatResult {
  if (text === undefined) throw new Error('The service gave no text for the answer.');
  return withOtherText(result, text);
}

/** The text stands where the first one stood; images and files stay. */
function withText(message: Message, text: string): Message {
  if (textOf(message.content) === text) return message;
  const at = message.content.findIndex(({ type }) => type === 'text');
  const others = message.content.filter(({ type }) => type !== 'text');
  const before = at === -1 ? 0 : message.content.slice(0, at).length;
  const content = [
    ...others.slice(0, before),
    ...(text === '' ? [] : [{ type: 'text', text }]),
    ...others.slice(before),
  ];
  // Parts keep their kind, so a message of texts stays one.
  return { ...message, content } as Message;
}
