/** Writes the instructions of a conversation, which Converse has apart from its messages. */
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import { cachePointOf } from '#providers/bedrock/encode-content.ts';

export function encodeSystem({ messages }: ChatRequest, warnings: ChatWarning[]): readonly JsonObject[] {
  const conversation = messages.findIndex(({ role }) => role !== 'system' && role !== 'developer');
  return messages.flatMap((message, index) => {
    if (message.role !== 'system' && message.role !== 'developer') return [];
    if (conversation !== -1 && index > conversation)
      warnings.push({
        setting: `messages.${index}`,
        message: 'Bedrock reads instructions before the conversation; this one was moved there.',
      });
    const texts = message.content.flatMap((part) => [
      ...(part.text === '' ? [] : [{ text: part.text }]),
      ...cachePointOf(part),
    ]);
    return [...texts, ...cachePointOf(message)];
  });
}
