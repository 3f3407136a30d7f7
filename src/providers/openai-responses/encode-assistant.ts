/** Writes an earlier answer: its thinking, its text and what stands between, its calls. */
import type { AssistantMessage, TextPart, ToolCall } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { Json, JsonObject } from '#core/json.ts';
import type { ResponsesOptions } from '#providers/openai-responses/adapter.ts';
import { foreignPart } from '#providers/openai-responses/encode-content.ts';
import { encodeReasoning } from '#providers/openai-responses/encode-reasoning.ts';
import { WIRE } from '#providers/openai-responses/wire-name.ts';

export interface AnswerPlace {
  /** Where the message stands, such as `messages.3`. */
  readonly place: string;
  readonly options: ResponsesOptions;
  readonly warnings: ChatWarning[];
}

export function encodeAssistant(message: AssistantMessage, at: AnswerPlace): readonly JsonObject[] {
  return [
    ...encodeReasoning(message.reasoning, at),
    ...encodeTexts(message, at.place),
    ...message.toolCalls.map(encodeCall),
  ];
}

/** One item for each run of texts; what only this wire has is an item of its own. */
function encodeTexts({ content, refusal = '', toolCalls, reasoning, extra }: AssistantMessage, place: string) {
  const items: JsonObject[] = [];
  let texts: TextPart[] = [];
  const flush = (refused: string): void => {
    if (texts.length > 0 || refused !== '')
      items.push({ ...extra, role: 'assistant', content: encodeSaid(texts, refused) });
    texts = [];
  };
  for (const [index, part] of content.entries()) {
    if (part.type === 'text') {
      texts.push(part);
      continue;
    }
    if (part.vendor !== WIRE) throw foreignPart(part.vendor, `${place}.content.${index}`);
    flush('');
    items.push(part.value);
  }
  flush(refusal);
  const isNothing = items.length === 0 && toolCalls.length === 0 && reasoning.length === 0;
  return isNothing ? [{ ...extra, role: 'assistant', content: '' }] : items;
}

function encodeSaid(texts: readonly TextPart[], refusal: string): Json {
  const [first] = texts;
  if (first && texts.length === 1 && refusal === '' && first.extra === undefined) return first.text;
  return [
    ...texts.map(({ text, extra }) => ({ ...extra, type: 'output_text', text })),
    ...(refusal === '' ? [] : [{ type: 'refusal', refusal }]),
  ];
}

/** A tool of the kind `custom` takes any text. */
export function isCustom({ extra }: Pick<ToolCall, 'extra'>): boolean {
  return extra?.type === 'custom';
}

function encodeCall(call: ToolCall): JsonObject {
  const { id, name, input, extra = {} } = call;
  const { type: _, ...rest } = extra;
  return isCustom(call)
    ? { ...rest, type: 'custom_tool_call', call_id: id, name, input }
    : { ...rest, type: 'function_call', call_id: id, name, arguments: input };
}
