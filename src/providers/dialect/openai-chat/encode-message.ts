/** Writes one message as the OpenAI chat dialect has it. */
import type { AssistantMessage, Message } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';
import { encodeContent } from '#providers/dialect/openai-chat/encode-content.ts';
import type { OpenaiChatFlavour } from '#providers/dialect/openai-chat/flavour.ts';

export function encodeMessage(message: Message, flavour: OpenaiChatFlavour): JsonObject {
  return { ...message.extra, ...encodeRole(message, flavour) };
}

function encodeRole(message: Message, flavour: OpenaiChatFlavour): JsonObject {
  switch (message.role) {
    case 'developer':
      return { role: flavour.developerRole, content: encodeContent(message.content), ...nameOf(message) };
    case 'system':
    case 'user':
      return { role: message.role, content: encodeContent(message.content), ...nameOf(message) };
    case 'tool':
      return { role: 'tool', tool_call_id: message.toolCallId, content: encodeContent(message.content) };
    case 'assistant':
      return encodeAssistant(message, flavour);
    default:
      return message satisfies never;
  }
}

function encodeAssistant(message: AssistantMessage, { sendReasoning }: OpenaiChatFlavour): JsonObject {
  const { content, refusal, reasoning, toolCalls } = message;
  const thoughts = sendReasoning ? reasoning.map(({ text }) => text).join('') : '';
  return {
    role: 'assistant',
    // Null says that the message was nothing but calls or a refusal.
    content: content.length === 0 && (toolCalls.length > 0 || refusal) ? null : encodeContent(content),
    ...(refusal && { refusal }),
    ...(thoughts !== '' && { reasoning_content: thoughts }),
    ...(toolCalls.length > 0 && {
      tool_calls: toolCalls.map(({ id, name, input }) => ({
        id,
        type: 'function',
        function: { name, arguments: input },
      })),
    }),
    ...nameOf(message),
  };
}

function nameOf({ name }: { readonly name?: string }): JsonObject {
  return name === undefined ? {} : { name };
}
