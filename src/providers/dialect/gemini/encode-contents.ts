/** Writes the conversation: instructions in a field of their own, turns as contents of a user and a model. */
import type { Message, TextPart } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';
import { encodeAnswer } from '#providers/dialect/gemini/encode-answer.ts';
import { encodePart, type PartContext } from '#providers/dialect/gemini/encode-part.ts';
import { encodeToolMessages, type ToolTurn } from '#providers/dialect/gemini/encode-tool-message.ts';

export interface EncodedContents {
  readonly contents: readonly JsonObject[];
  readonly systemInstruction?: JsonObject;
}

export function encodeContents(messages: readonly Message[], context: PartContext): EncodedContents {
  const instructions: TextPart[] = [];
  const contents: JsonObject[] = [];
  const names = new Map<string, string>();
  let turn: ToolTurn[] = [];

  // The answers to parallel calls belong in one content, as many as there were calls.
  const closeTurn = (): void => {
    if (turn.length > 0) contents.push(...encodeToolMessages(turn, context));
    turn = [];
  };

  for (const [index, message] of messages.entries()) {
    const place = `messages.${index}.content`;
    if (message.role !== 'tool') closeTurn();
    switch (message.role) {
      case 'system':
      case 'developer':
        if (contents.length > 0) {
          const text = `${context.platform.title} knows instructions before the conversation only: they were moved there.`;
          context.warnings.push({ setting: `messages.${index}`, message: text });
        }
        instructions.push(...message.content.filter(({ text }) => text !== ''));
        break;
      case 'user': {
        const parts = message.content.filter((part) => part.type !== 'text' || part.text !== '');
        contents.push({
          role: 'user',
          parts: orEmpty(parts.map((part) => encodePart(part, `${place}.${message.content.indexOf(part)}`, context))),
        });
        break;
      }
      case 'assistant':
        for (const { id, name } of message.toolCalls) names.set(id, name);
        contents.push({ role: 'model', parts: orEmpty(encodeAnswer(message, index, context)) });
        break;
      case 'tool':
        turn.push({ message, index, name: names.get(message.toolCallId) });
        break;
      default:
        message satisfies never;
    }
  }
  closeTurn();
  return {
    // It refuses a conversation without a turn, but not an empty one.
    contents: contents.length > 0 ? contents : [{ role: 'user', parts: orEmpty([]) }],
    ...(instructions.length > 0 && { systemInstruction: { parts: instructions.map(({ text }) => ({ text })) } }),
  };
}

function orEmpty(parts: readonly JsonObject[]): readonly JsonObject[] {
  return parts.length > 0 ? parts : [{ text: '' }];
}
