/** From a ChatInput to our own words. GraphQL has checked the types; here every rule beyond them is checked, all at once. */
import {
  type ChatRequest,
  chatRequest,
  type ResponseFormat,
  type Sampling,
  type ToolChoice,
} from '#core/chat/request.ts';
import { type InputIssue, invalidRequest } from '#core/error/gateway-error.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import type { ChatInputShape } from '#graphql/chat/chat-input.ts';
import { decodeMessage } from '#graphql/chat/decode-message.ts';
import type { DecodedCall } from '#graphql/gateway-call.ts';

/** Adds a problem; `path` is that of the input. */
export type Report = (path: readonly string[], message: string, code: string) => void;

const LARGEST_CHOICE_COUNT = 8;
const LARGEST_TAG_COUNT = 16;

/** @throws GatewayError INVALID_REQUEST with every problem found. */
export function decodeChat(args: Readonly<Record<string, unknown>>): DecodedCall {
  // The argument is declared with the type ChatInput, so GraphQL hands over nothing else.
  const input = args.input as ChatInputShape;
  const issues: InputIssue[] = [];
  const report: Report = (path, message, code) => issues.push({ path, message, code });
  const request = requestOf(input, report);
  const { model, route, timeout } = input;
  if (timeout != null && timeout <= 0) report(['timeout'], 'Must be longer than nothing.', 'out_of_range');
  if (issues.length > 0) throw invalidRequest(issues);
  return {
    request,
    ...(model != null && { model }),
    ...(route != null && { route }),
    ...(timeout != null && { timeoutMs: timeout }),
  };
}

function requestOf(input: ChatInputShape, report: Report): ChatRequest {
  if (input.messages.length === 0) report(['messages'], 'Needs at least one message.', 'required');
  const { parallelToolCalls, reasoningEffort, endUser, strict } = input;
  return chatRequest({
    messages: input.messages.map((message, index) => decodeMessage(message, ['messages', String(index)], report)),
    tools: (input.tools ?? []).map(({ name, description, parameters, strict }, index) => ({
      name,
      ...(description != null && { description }),
      inputSchema: objectAt(parameters, ['tools', String(index), 'parameters'], report),
      ...(strict != null && { strict }),
    })),
    toolChoice: toolChoiceOf(input, report),
    responseFormat: responseFormatOf(input, report),
    sampling: samplingOf(input, report),
    choiceCount: numberWithin(input.choiceCount, 1, LARGEST_CHOICE_COUNT, 'choiceCount', report) ?? 1,
    metadata: tagsOf(input, report),
    extra: input.extra == null ? {} : objectAt(input.extra, ['extra'], report),
    ...(parallelToolCalls != null && { parallelToolCalls }),
    ...(reasoningEffort != null && { reasoning: { effort: reasoningEffort } }),
    ...(endUser != null && { endUser }),
    ...(strict === true && { strict }),
  });
}

function samplingOf(input: ChatInputShape, report: Report): Sampling {
  const maxOutputTokens = numberWithin(input.maxOutputTokens, 1, Number.MAX_SAFE_INTEGER, 'maxOutputTokens', report);
  const temperature = numberWithin(input.temperature, 0, 2, 'temperature', report);
  const topP = numberWithin(input.topP, 0, 1, 'topP', report);
  const presencePenalty = numberWithin(input.presencePenalty, -2, 2, 'presencePenalty', report);
  const frequencyPenalty = numberWithin(input.frequencyPenalty, -2, 2, 'frequencyPenalty', report);
  const { stop, seed } = input;
  return {
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(presencePenalty !== undefined && { presencePenalty }),
    ...(frequencyPenalty !== undefined && { frequencyPenalty }),
    ...(stop != null && stop.length > 0 && { stop }),
    ...(seed != null && { seed }),
  };
}

function toolChoiceOf({ toolChoice, tools }: ChatInputShape, report: Report): ToolChoice {
  if (toolChoice == null) return 'auto';
  if (toolChoice.function == null) return toolChoice.mode ?? 'auto';
  const name = toolChoice.function;
  if (!tools?.some((tool) => tool.name === name))
    report(['toolChoice', 'function'], 'Names none of the tools.', 'not_found');
  return { name };
}

function responseFormatOf({ responseFormat }: ChatInputShape, report: Report): ResponseFormat {
  if (responseFormat?.jsonSchema == null) return { type: responseFormat?.kind ?? 'text' };
  const { name, description, schema, strict } = responseFormat.jsonSchema;
  return {
    type: 'json-schema',
    name,
    ...(description != null && { description }),
    schema: objectAt(schema, ['responseFormat', 'jsonSchema', 'schema'], report),
    ...(strict != null && { strict }),
  };
}

function tagsOf({ tags }: ChatInputShape, report: Report): Record<string, string> {
  const given = tags ?? [];
  if (given.length > LARGEST_TAG_COUNT) report(['tags'], `At most ${LARGEST_TAG_COUNT} are allowed.`, 'out_of_range');
  for (const [index, { key }] of given.entries()) {
    if (given.findIndex((tag) => tag.key === key) !== index)
      report(['tags', String(index), 'key'], 'Is there twice.', 'duplicate');
  }
  return Object.fromEntries(given.map(({ key, value }) => [key, value]));
}

function numberWithin(
  value: number | null | undefined,
  least: number,
  most: number,
  field: string,
  report: Report,
): number | undefined {
  if (value == null) return undefined;
  const range = most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `from ${least} to ${most}`;
  if (value < least || value > most) report([field], `Must be ${range}.`, 'out_of_range');
  return value;
}

function objectAt(value: Json | undefined, path: readonly string[], report: Report): JsonObject {
  if (isJsonObject(value)) return value;
  report(path, 'Must be a JSON object.', 'invalid_type');
  return {};
}
