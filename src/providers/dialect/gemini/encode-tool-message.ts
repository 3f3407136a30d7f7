/**
 * Writes what tools answered, found again by the name of the call.
 * https://ai.google.dev/gemini-api/docs/function-calling#multimodal
 */
import { type ContentPart, type ToolMessage, textOf } from '#core/chat/request.ts';
import { isJsonObject, type JsonObject, parseJson } from '#core/json.ts';
import { encodePart, type PartContext } from '#providers/dialect/gemini/encode-part.ts';
import { isThird } from '#providers/dialect/gemini/model-family.ts';
import { objectOf, stringOf } from '#providers/wire/json-readers.ts';

export interface ToolTurn {
  readonly message: ToolMessage;
  readonly index: number;
  /** Undefined where the conversation has no such call. */
  readonly name: string | undefined;
}

/** What may stand inside the answer of a tool; all else follows it as the user's. */
const INSIDE = new Set(['image/png', 'image/jpeg', 'image/webp', 'application/pdf', 'text/plain']);

export function encodeToolMessages(turn: readonly ToolTurn[], context: PartContext): readonly JsonObject[] {
  const encoded = turn.map((each) => encodeToolMessage(each, context));
  const after = encoded.flatMap(({ beside }) => beside);
  const answers = { role: 'user', parts: encoded.map(({ answer }) => answer) };
  return after.length === 0 ? [answers] : [answers, { role: 'user', parts: after }];
}

interface EncodedAnswer {
  readonly answer: JsonObject;
  readonly beside: readonly JsonObject[];
}

function encodeToolMessage({ message, index, name }: ToolTurn, context: PartContext): EncodedAnswer {
  const { content, toolCallId: id } = message;
  if (name === undefined) {
    const words = 'No call of the conversation has this id; it stands for the name of the tool too.';
    context.warnings.push({ setting: `messages.${index}.toolCallId`, message: words });
  }
  const media = content.flatMap((part, position) =>
    part.type === 'text' ? [] : [encodePart(part, `messages.${index}.content.${position}`, context)],
  );
  const inside = isThird(context.model) ? media.filter(standsInside) : [];
  const response = encodeResponse(content);
  return {
    answer: {
      functionResponse: { id, name: name ?? id, response, ...(inside.length > 0 && { parts: inside }) },
    },
    beside: media.filter((part) => !inside.includes(part)),
  };
}

function standsInside({ inlineData, fileData }: JsonObject): boolean {
  return INSIDE.has(stringOf(objectOf(inlineData ?? fileData).mimeType));
}

/** Numbers that a JSON parser would round stay as they were written. */
const LONG_NUMBER = /\d{16}/;

/** An object as it is, nothing as an empty one; any other text under the name that is documented for it. */
function encodeResponse(content: readonly ContentPart[]): JsonObject {
  const text = textOf(content);
  if (text === '') return {};
  const parsed = LONG_NUMBER.test(text) ? undefined : parseJson(text);
  return isJsonObject(parsed) ? parsed : { output: text };
}
