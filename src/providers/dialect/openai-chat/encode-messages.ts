/** Writes the messages as the OpenAI chat dialect has them. */
import type { ContentPart, Message, ToolMessage } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';
import { encodeParts } from '#providers/dialect/openai-chat/encode-content.ts';
import { encodeMessage, type MessagePlace } from '#providers/dialect/openai-chat/encode-message.ts';

export function encodeMessages(messages: readonly Message[], place: MessagePlace): readonly JsonObject[] {
  if (place.flavour.toolMedia) return messages.map((message, index) => encodeMessage(message, index, place));
  let media: JsonObject[] = [];
  /** Answers of tools follow their calls without a gap, so what they show comes after the last one. */
  const flush = (): readonly JsonObject[] => {
    const shown = media.length === 0 ? [] : [{ role: 'user', content: media }];
    media = [];
    return shown;
  };
  const written = messages.flatMap((message, index) => {
    if (message.role !== 'tool') return [...flush(), encodeMessage(message, index, place)];
    media.push(...mediaOf(message, index, place));
    return [encodeMessage(withTextOnly(message), index, place)];
  });
  return [...written, ...flush()];
}

function mediaOf({ content, toolCallId }: ToolMessage, index: number, { flavour }: MessagePlace): JsonObject[] {
  const shown = encodeParts(content, `messages.${index}.content`, flavour).filter((_, at) => !isText(content[at]));
  return shown.length === 0 ? [] : [{ type: 'text', text: `What the call ${toolCallId} returned:` }, ...shown];
}

function withTextOnly(message: ToolMessage): ToolMessage {
  const texts = message.content.filter(isText);
  if (texts.length === message.content.length) return message;
  const standIn: ContentPart = { type: 'text', text: 'It follows in the next message.' };
  return { ...message, content: texts.length > 0 ? texts : [standIn] };
}

function isText(part: ContentPart | undefined): boolean {
  return part?.type === 'text';
}
