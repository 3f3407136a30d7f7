/** Reads a whole answer of Cohere. */
import type { ReasoningBlock, ToolCall } from '#core/chat/request.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { createExtraCollector } from '#providers/cohere/collect-extra.ts';
import { errorInside } from '#providers/cohere/errors.ts';
import { readFinishReason } from '#providers/cohere/finish-reason.ts';
import { readUsage } from '#providers/cohere/read-usage.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

/** @throws GatewayError PROVIDER_PROTOCOL; or what the answer says of its failure */
export function decodeResult(body: unknown): ChatResult {
  if (!isJsonObject(body)) throw notUnderstood('The answer is not a JSON object.');
  const { message } = body;
  if (!isJsonObject(message)) throw errorInside(body) ?? notUnderstood('The answer has no message.');
  const finishReason = readFinishReason(body);
  const usage = objectOf(body.usage);
  const extra = createExtraCollector();
  extra.addBody(body);
  extra.addMessage(message);
  extra.addUsage(usage);
  const said = extra.result();
  const text = readText(message.content);
  const toolCalls = listOf(message.tool_calls).map(readToolCall);
  return {
    id: stringOf(body.id),
    model: '',
    choices: [{ text, refusal: '', reasoning: readReasoning(message), toolCalls, finishReason }],
    usage: readUsage(usage),
    warnings: [],
    ...(said && { extra: said }),
  };
}

function readText(content: Json | undefined): string {
  if (typeof content === 'string') return content;
  return listOf(content)
    .map((part) => stringOf(objectOf(part).text))
    .join('');
}

/** The plan that comes before tool calls is thinking too. */
function readReasoning({ content, tool_plan }: JsonObject): ReasoningBlock[] {
  const thoughts = listOf(content).map((part) => stringOf(objectOf(part).thinking));
  return [...thoughts, stringOf(tool_plan)].filter((text) => text !== '').map((text) => ({ text }));
}

export function readToolCall(value: Json | undefined): ToolCall {
  const call = objectOf(value);
  const called = objectOf(call.function);
  const name = stringOf(called.name);
  if (name === '') throw notUnderstood('A tool call without a name.');
  return { id: stringOf(call.id), name, input: stringOf(called.arguments) };
}
