/** What the service sees of requests and answers: every text, and of other media that they are there. */
import { type ChatRequest, type Message, textOf } from '#core/chat/request.ts';
import type { ChatResult } from '#core/chat/result.ts';
import type { Json, JsonObject } from '#core/json.ts';

export function shownRequest(request: ChatRequest): JsonObject {
  const { messages, tools, vendorTools, responseFormat, extra, providerOptions } = request;
  const shown = { messages: messages.map(shownMessage), tools, vendorTools, responseFormat, extra, providerOptions };
  return plain({ request: shown });
}

export function shownAnswer({ choices, extra }: ChatResult): JsonObject {
  const shown = choices.map(({ text, refusal, reasoning, toolCalls, vendorBlocks, finishReason }) => ({
    text,
    ...(refusal !== '' && { refusal }),
    ...(reasoning.length > 0 && { reasoning: reasoning.map((block) => block.text) }),
    ...(toolCalls.length > 0 && { toolCalls: toolCalls.map(({ name, input }) => ({ name, input })) }),
    ...(vendorBlocks && { vendorBlocks: vendorBlocks.map(({ value }) => value) }),
    finishReason: finishReason.unified,
  }));
  return plain({ answer: { choices: shown, ...(extra && { extra }) } });
}

function shownMessage(message: Message): Record<string, unknown> {
  const others = message.content.flatMap((part) =>
    part.type === 'text' ? [] : part.type === 'vendor' ? [part.value] : [{ type: part.type }],
  );
  return {
    role: message.role,
    content: textOf(message.content),
    ...(others.length > 0 && { others }),
    ...(message.role === 'assistant' && {
      ...(message.refusal !== undefined && { refusal: message.refusal }),
      ...(message.reasoning.length > 0 && { reasoning: message.reasoning.map(({ text }) => text) }),
      ...(message.toolCalls.length > 0 && { toolCalls: message.toolCalls.map(({ name, input }) => ({ name, input })) }),
    }),
  };
}

/** Leaves out what is not there. */
function plain(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as Json as JsonObject;
}
