/** From a ChatInput to our own words. GraphQL has checked the types; here every rule beyond them is checked, all at once. */
import {
  type ChatRequest,
  chatRequest,
  type ReasoningRequest,
  type ResponseFormat,
  type Sampling,
} from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';
import type { ChatInputShape } from '#graphql/chat/chat-input.ts';
import { decodeMessage } from '#graphql/chat/decode-message.ts';
import { decodeTools } from '#graphql/chat/decode-tools.ts';
import { numberWithin, objectAt, type Report, withoutIssues } from '#graphql/chat/report.ts';
import type { DecodedCall } from '#graphql/gateway-call.ts';

const LARGEST_CHOICE_COUNT = 128;
const LARGEST_TAG_COUNT = 16;

/** @throws GatewayError INVALID_REQUEST with every problem found. */
export function decodeChat(args: Readonly<Record<string, unknown>>): DecodedCall {
  // The argument is declared with the type ChatInput, so GraphQL hands over nothing else.
  return decodeChatInput(args.input as ChatInputShape);
}

/** `at` is where the request stands in the input. @throws GatewayError INVALID_REQUEST with every problem found. */
export function decodeChatInput(input: ChatInputShape, at: readonly string[] = []): DecodedCall {
  const { model, route, timeout } = input;
  return withoutIssues(at, (report) => {
    if (timeout != null && timeout <= 0) report(['timeout'], 'Must be longer than nothing.', 'out_of_range');
    return {
      request: requestOf(input, report),
      ...(model != null && { model }),
      ...(route != null && { route }),
      ...(timeout != null && { timeoutMs: timeout }),
    };
  });
}

function requestOf(input: ChatInputShape, report: Report): ChatRequest {
  if (input.messages.length === 0) report(['messages'], 'Needs at least one message.', 'required');
  const { parallelToolCalls, endUser, strict } = input;
  const reasoning = reasoningOf(input, report);
  return chatRequest({
    messages: input.messages.map((message, index) => decodeMessage(message, ['messages', String(index)], report)),
    ...decodeTools(input, report),
    responseFormat: responseFormatOf(input, report),
    sampling: samplingOf(input, report),
    choiceCount: numberWithin(input.choiceCount, 1, LARGEST_CHOICE_COUNT, ['choiceCount'], report) ?? 1,
    metadata: tagsOf(input, report),
    extra: input.extra == null ? {} : objectAt(input.extra, ['extra'], report),
    ...providerOptionsOf(input, report),
    ...(parallelToolCalls != null && { parallelToolCalls }),
    ...(reasoning && { reasoning }),
    ...(endUser != null && { endUser }),
    ...(strict === true && { strict }),
  });
}

function samplingOf(input: ChatInputShape, report: Report): Sampling {
  const maxOutputTokens = numberWithin(input.maxOutputTokens, 1, Number.MAX_SAFE_INTEGER, ['maxOutputTokens'], report);
  const temperature = numberWithin(input.temperature, 0, 2, ['temperature'], report);
  const topP = numberWithin(input.topP, 0, 1, ['topP'], report);
  const presencePenalty = numberWithin(input.presencePenalty, -2, 2, ['presencePenalty'], report);
  const frequencyPenalty = numberWithin(input.frequencyPenalty, -2, 2, ['frequencyPenalty'], report);
  const { topK, stop, seed } = input;
  return {
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(topK != null && { topK }),
    ...(presencePenalty !== undefined && { presencePenalty }),
    ...(frequencyPenalty !== undefined && { frequencyPenalty }),
    ...(stop != null && stop.length > 0 && { stop }),
    ...(seed != null && { seed }),
  };
}

function reasoningOf({ reasoning }: ChatInputShape, report: Report): ReasoningRequest | undefined {
  const { effort, summary, budgetTokens: budget } = reasoning ?? {};
  const budgetTokens = numberWithin(budget, 0, Number.MAX_SAFE_INTEGER, ['reasoning', 'budgetTokens'], report);
  const asked = {
    ...(effort != null && { effort }),
    ...(budgetTokens !== undefined && { budgetTokens }),
    ...(summary != null && { summary }),
  };
  return Object.keys(asked).length > 0 ? asked : undefined;
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

function providerOptionsOf({ providerOptions }: ChatInputShape, report: Report): Pick<ChatRequest, 'providerOptions'> {
  if (providerOptions == null) return {};
  const path = ['providerOptions'];
  const options = Object.entries(objectAt(providerOptions, path, report)).map(([id, value]): [string, JsonObject] => [
    id,
    objectAt(value, [...path, id], report),
  ]);
  return { providerOptions: Object.fromEntries(options) };
}
