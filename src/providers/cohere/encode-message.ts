/** Writes one message as Cohere has it. What no field can carry is refused by name, since leaving it out would change the question. */
import { type AssistantMessage, type ContentPart, type Message, textOf } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Json, JsonObject } from '#core/json.ts';

export function encodeMessage(message: Message, index: number, warnings: ChatWarning[]): JsonObject {
  const place = `messages.${index}.content`;
  switch (message.role) {
    case 'system':
    case 'developer':
      return { role: 'system', content: encodeContent(message.content, place) };
    case 'user':
      return { role: 'user', content: encodeContent(message.content, place) };
    case 'tool':
      return { role: 'tool', tool_call_id: message.toolCallId, content: encodeToolContent(message.content, place) };
    case 'assistant':
      return encodeAssistant(message, index, warnings);
    default:
      return message satisfies never;
  }
}

/** Earlier reasoning goes back as the plan of its tool calls, or as thinking where there are none. */
function encodeAssistant(message: AssistantMessage, index: number, warnings: ChatWarning[]): JsonObject {
  const { content, refusal = '', reasoning, toolCalls } = message;
  const text = textOf(content) + refusal;
  const thoughts = reasoning.map((block) => block.text).filter((thought) => thought !== '');
  if (reasoning.length > thoughts.length)
    warnings.push({ setting: `messages.${index}.reasoning`, message: 'Reasoning without a text was left out.' });
  if (toolCalls.length === 0) {
    const thinking = thoughts.map((thought) => ({ type: 'thinking', thinking: thought }));
    return { role: 'assistant', content: thinking.length > 0 ? [...thinking, { type: 'text', text }] : text };
  }
  return {
    role: 'assistant',
    ...(thoughts.length > 0 && { tool_plan: thoughts.join('\n') }),
    ...(text !== '' && { content: text }),
    tool_calls: toolCalls.map(({ id, name, input }) => ({
      id,
      type: 'function',
      function: { name, arguments: input },
    })),
  };
}

function encodeContent(parts: readonly ContentPart[], place: string): Json {
  if (parts.every(({ type }) => type === 'text') && parts.length < 2) return textOf(parts);
  return parts.map((part, index) => encodePart(part, `${place}.${index}`));
}

function encodeToolContent(parts: readonly ContentPart[], place: string): Json {
  const foreign = parts.findIndex(({ type }) => type !== 'text');
  if (foreign !== -1) throw refusal(parts[foreign]?.type, `${place}.${foreign}`, 'in the answer of a tool');
  return encodeContent(parts, place);
}

function encodePart(part: ContentPart, place: string): JsonObject {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'image': {
      const { source, detail } = part;
      const url = source.type === 'url' ? source.url : `data:${source.mediaType};base64,${source.base64}`;
      return { type: 'image_url', image_url: { url, ...(detail && { detail }) } };
    }
    case 'audio':
    case 'file':
    case 'vendor':
      throw refusal(part.type === 'vendor' ? `${part.vendor} part` : part.type, place, 'in a message');
    default:
      return part satisfies never;
  }
}

function refusal(type: string | undefined, place: string, where: string): GatewayError {
  return new GatewayError('PROVIDER_REJECTED', { message: `${place}: Cohere takes no ${type} ${where}.` });
}
