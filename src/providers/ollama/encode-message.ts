/** Writes the messages as Ollama has them: one text each, with images beside. What has no place is refused by name. */
import type { AssistantMessage, ContentPart, Message, ToolCall } from '#core/chat/request.ts';
import { textOf } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, type JsonObject, parseJson } from '#core/json.ts';

export function encodeMessages(messages: readonly Message[], warnings: ChatWarning[]): readonly JsonObject[] {
  const names = new Map<string, string>();
  return messages.map((message, index) => {
    if (message.role === 'assistant') for (const { id, name } of message.toolCalls) names.set(id, name);
    return encodeMessage(message, index, names, warnings);
  });
}

function encodeMessage(
  message: Message,
  index: number,
  names: ReadonlyMap<string, string>,
  warnings: ChatWarning[],
): JsonObject {
  const content = encodeContent(message.content, `messages.${index}.content`);
  switch (message.role) {
    case 'system':
    case 'developer':
      return { role: 'system', ...content };
    case 'user':
      return { role: 'user', ...content };
    case 'tool': {
      const name = names.get(message.toolCallId);
      const called = name === undefined ? {} : { tool_name: name };
      return { role: 'tool', ...content, tool_call_id: message.toolCallId, ...called };
    }
    case 'assistant':
      return encodeAssistant(message, index, warnings);
    default:
      return message satisfies never;
  }
}

function encodeAssistant(message: AssistantMessage, index: number, warnings: ChatWarning[]): JsonObject {
  const { content, refusal = '', reasoning, toolCalls } = message;
  const thinking = reasoning.map(({ text }) => text).join('');
  return {
    role: 'assistant',
    content: textOf(content) + refusal,
    ...(thinking !== '' && { thinking }),
    ...(toolCalls.length > 0 && { tool_calls: toolCalls.map((call) => encodeCall(call, index, warnings)) }),
  };
}

/** The arguments have to be an object here. Where the model wrote none, its words go as one. */
function encodeCall({ id, name, input }: ToolCall, index: number, warnings: ChatWarning[]): JsonObject {
  const parsed = parseJson(input === '' ? '{}' : input);
  if (isJsonObject(parsed)) return { id, function: { name, arguments: parsed } };
  const message = 'The arguments are no JSON object; Ollama was sent them as one with the member "input".';
  warnings.push({ setting: `messages.${index}.toolCalls`, message });
  return { id, function: { name, arguments: { input } } };
}

function encodeContent(parts: readonly ContentPart[], place: string): JsonObject {
  const images = parts.flatMap((part, index) => imageOf(part, `${place}.${index}`) ?? []);
  return { content: textOf(parts), ...(images.length > 0 && { images }) };
}

function imageOf(part: ContentPart, place: string): string | undefined {
  if (part.type === 'text') return undefined;
  if (part.type === 'image' && part.source.type === 'base64') return part.source.base64;
  const what =
    part.type === 'image' ? 'image by its address' : part.type === 'vendor' ? 'part of another wire' : part.type;
  throw new GatewayError('PROVIDER_REJECTED', { message: `${place}: Ollama takes no ${what} in a message.` });
}
