/** Writes the conversation as input items. What one message of ours holds is several items here, in their order. */
import type { ChatRequest, Message } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { Json, JsonObject } from '#core/json.ts';
import type { ResponsesOptions } from '#providers/openai-responses/adapter.ts';
import { encodeAssistant, isCustom } from '#providers/openai-responses/encode-assistant.ts';
import { encodeContent } from '#providers/openai-responses/encode-content.ts';

export function encodeInput(request: ChatRequest, options: ResponsesOptions, warnings: ChatWarning[]): JsonObject {
  const { messages } = request;
  const instructions = instructionsOf(request);
  const calls = messages.flatMap((message) => (message.role === 'assistant' ? message.toolCalls : []));
  const customCalls = new Set(calls.filter(isCustom).map(({ id }) => id));
  const items = messages.map((message, index): readonly JsonObject[] => {
    if (index === 0 && instructions !== undefined) return [];
    const place = `messages.${index}`;
    switch (message.role) {
      case 'assistant':
        return encodeAssistant(message, { place, options, warnings });
      case 'tool': {
        const type = customCalls.has(message.toolCallId) ? 'custom_tool_call_output' : 'function_call_output';
        const output: Json = encodeContent(message.content, `${place}.content`);
        return [{ ...message.extra, type, call_id: message.toolCallId, output }];
      }
      default:
        return [{ ...message.extra, role: message.role, content: encodeContent(message.content, `${place}.content`) }];
    }
  });
  return { ...(instructions !== undefined && { instructions }), input: items.flat() };
}

/** For plain JSON the word has to stand in the input, where instructions do not count. */
function instructionsOf({ messages, responseFormat }: ChatRequest): string | undefined {
  const [first] = messages;
  if (first === undefined || first.role !== 'system' || responseFormat.type === 'json') return undefined;
  return plainTextOf(first);
}

function plainTextOf({ content, extra }: Message): string | undefined {
  const [part, ...others] = content;
  const isPlain = extra === undefined && others.length === 0 && part?.type === 'text' && part.extra === undefined;
  return isPlain ? part.text : undefined;
}
