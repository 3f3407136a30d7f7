/** A tool call of an answer in the words of the OpenAI wire. */
import type { ToolCall } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';

export function encodeToolCall(call: ToolCall): JsonObject {
  const { id, name, input, signature, extra = {} } = call;
  const called = isCustom(call) ? { custom: { name, input } } : { function: { name, arguments: input } };
  return { ...extra, id, type: extra.type ?? 'function', ...called, ...encodeProof(signature) };
}

/** OpenAI's kind of tool that takes any text. */
export function isCustom({ extra }: Pick<ToolCall, 'extra'>): boolean {
  return extra?.type === 'custom';
}

/** Google's form of the proof of thinking before a call. */
export function encodeProof(signature: string | undefined): JsonObject {
  return signature === undefined ? {} : { extra_content: { google: { thought_signature: signature } } };
}
