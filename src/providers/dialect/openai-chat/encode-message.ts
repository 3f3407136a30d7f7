/** Writes one message as the OpenAI chat dialect has it. */
import type { AssistantMessage, Message, ToolCall } from '#core/chat/request.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { cacheControlOf, encodeContent, encodeParts } from '#providers/dialect/openai-chat/encode-content.ts';
import type { OpenaiChatFlavour } from '#providers/dialect/openai-chat/flavour.ts';
import { encodeDetails } from '#providers/dialect/openai-chat/reasoning-details.ts';

export interface MessagePlace {
  readonly flavour: OpenaiChatFlavour;
  /** The vendor's name of the model that is asked. */
  readonly model: string;
}

export function encodeMessage(message: Message, index: number, place: MessagePlace): JsonObject {
  const content = `messages.${index}.content`;
  return { ...message.extra, ...encodeRole(message, content, place), ...cacheControlOf(message, place.flavour) };
}

function encodeRole(message: Message, place: string, { flavour, model }: MessagePlace): JsonObject {
  switch (message.role) {
    case 'developer':
    case 'system':
    case 'user': {
      const role = message.role === 'developer' ? flavour.developerRole : message.role;
      return { role, content: encodeContent(message.content, place, flavour), ...nameOf(message) };
    }
    case 'tool': {
      const content = encodeContent(message.content, place, flavour);
      return { role: 'tool', tool_call_id: message.toolCallId, content };
    }
    case 'assistant':
      return encodeAssistant(message, place, { flavour, model });
    default:
      return message satisfies never;
  }
}

function encodeAssistant(message: AssistantMessage, place: string, { flavour, model }: MessagePlace): JsonObject {
  const { refusal, toolCalls } = message;
  return {
    role: 'assistant',
    content: assistantContent(message, place, flavour),
    ...(refusal && { refusal }),
    ...thoughtsOf(message, flavour, model),
    ...(toolCalls.length > 0 && { tool_calls: toolCalls.map((call) => encodeToolCall(call, flavour)) }),
    ...nameOf(message),
  };
}

function assistantContent(message: AssistantMessage, place: string, flavour: OpenaiChatFlavour): Json {
  const { content, refusal, toolCalls } = message;
  const thinking = flavour.sentReasoning === 'thinking-parts' ? thinkingParts(message) : [];
  if (thinking.length > 0) return [...thinking, ...encodeParts(content, place, flavour)];
  // Null says that the message was nothing but calls or a refusal.
  return content.length === 0 && (toolCalls.length > 0 || refusal) ? null : encodeContent(content, place, flavour);
}

/** Mistral's form. https://docs.mistral.ai/capabilities/reasoning/ */
function thinkingParts({ reasoning }: AssistantMessage): readonly JsonObject[] {
  return reasoning
    .filter(({ text }) => text !== '')
    .map(({ text, signature }) => ({
      type: 'thinking',
      thinking: [{ type: 'text', text }],
      ...(signature !== undefined && { signature }),
    }));
}

function thoughtsOf({ reasoning }: AssistantMessage, { sentReasoning }: OpenaiChatFlavour, model: string): JsonObject {
  if (reasoning.length === 0 || sentReasoning === 'none' || sentReasoning === 'thinking-parts') return {};
  if (sentReasoning === 'reasoning_details') return { reasoning_details: encodeDetails(reasoning, model) };
  const text = reasoning.map((block) => block.text).join('');
  return text === '' ? {} : { [sentReasoning]: text };
}

function encodeToolCall(call: ToolCall, { callSignatures }: OpenaiChatFlavour): JsonObject {
  const { id, name, input, signature, extra = {} } = call;
  const type = extra.type ?? 'function';
  return {
    ...extra,
    id,
    type,
    ...(type === 'custom' ? { custom: { name, input } } : { function: { name, arguments: input } }),
    ...(signature !== undefined && callSignatures && { extra_content: { google: { thought_signature: signature } } }),
  };
}

function nameOf({ name }: { readonly name?: string }): JsonObject {
  return name === undefined ? {} : { name };
}
