/**
 * Turns parsed chunks of the dialect into events. A whole answer is one chunk with `message` for `delta`, so that whole
 * and streamed answers cannot come out different.
 */
import type { ChatEvent } from '#core/chat/event.ts';
import type { FinishReason } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import {
  createReasoningAssembly,
  otherDetails,
  type ReasoningAssembly,
} from '#providers/dialect/openai-chat/assemble-reasoning.ts';
import { createExtraCollector } from '#providers/dialect/openai-chat/collect-extra.ts';
import { WIRE } from '#providers/dialect/openai-chat/encode-content.ts';
import { readFinishReason } from '#providers/dialect/openai-chat/finish-reason.ts';
import { readContent } from '#providers/dialect/openai-chat/read-content.ts';
import { readUsage } from '#providers/dialect/openai-chat/read-usage.ts';
import { createToolCallAssembly, type ToolCallAssembly } from '#providers/dialect/openai-chat/tool-calls.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { isEmpty, listOf, objectOf, stringOf, withoutEmpty } from '#providers/wire/json-readers.ts';

const MAX_CHOICES = 128;

export interface ChunkDecoder {
  push(chunk: JsonObject): ChatEvent[];
  /** True once every choice that began has said why it ended. */
  isComplete(): boolean;
  /** Ends what is open. A choice that did not say why it ended ends for another reason. */
  close(): ChatEvent[];
}

interface ChoiceState {
  readonly calls: ToolCallAssembly;
  readonly reasoning: ReasoningAssembly;
  /** Of pieces without a text, which wait for the next one. */
  logprobs: JsonObject;
  finish: FinishReason | undefined;
}

export function createChunkDecoder(): ChunkDecoder {
  const choices = new Map<number, ChoiceState>();
  const extra = createExtraCollector();
  let id = '';
  let model = '';
  let started = false;
  let usage: JsonObject = {};

  const start = (): ChatEvent[] => {
    if (started) return [];
    started = true;
    return [{ type: 'start', id, model, warnings: [] }];
  };

  const stateOf = (index: number): ChoiceState => {
    const state = choices.get(index) ?? {
      calls: createToolCallAssembly(index),
      reasoning: createReasoningAssembly(index),
      logprobs: {},
      finish: undefined,
    };
    choices.set(index, state);
    return state;
  };

  const readChoice = (given: JsonObject): ChatEvent[] => {
    const choice = indexOf(given);
    const state = stateOf(choice);
    const isWhole = given.delta === undefined;
    const message = objectOf(isWhole ? given.message : given.delta);
    const { pieces, reasoning, refusal } = readContent(message);
    const events = state.reasoning.push(reasoning, message.reasoning_details);
    const calls = state.calls.push(message, isWhole, id);
    if (pieces.length > 0 || calls.length > 0) events.push(...state.reasoning.close());
    events.push(...speak(state, choice, pieces, objectOf(given.logprobs)));
    if (refusal !== '') events.push({ type: 'refusal-delta', choice, text: refusal });
    events.push(...calls);
    // Some servers repeat or change the reason in a later chunk; the first one ended the answer.
    state.finish ??= readFinishReason(given.finish_reason);
    extra.addChoice(choice, given, withoutDetails(message));
    return events;
  };

  const readUsageOf = (chunk: JsonObject): void => {
    // Groq's older streams carry the counts in a field of their own, Moonshot's in the choice.
    const inChoice = objectOf(listOf(chunk.choices)[0]).usage;
    const given = objectOf(chunk.usage ?? objectOf(chunk.x_groq).usage ?? inChoice);
    if (isEmpty(given)) return;
    usage = given;
    extra.addUsage(given);
  };

  return {
    push(chunk) {
      id ||= stringOf(chunk.id);
      model ||= stringOf(chunk.model);
      const given = listOf(chunk.choices);
      readUsageOf(chunk);
      extra.addBody(chunk);
      // Azure's first chunk is about the prompt and names neither answer nor model.
      const begin = id !== '' || given.length > 0 ? start() : [];
      return [...begin, ...given.flatMap((choice) => readChoice(objectOf(choice)))];
    },
    isComplete: () => choices.size > 0 && [...choices.values()].every(({ finish }) => finish !== undefined),
    close() {
      if (choices.size === 0) throw notUnderstood('The answer has no choice.');
      const said = extra.result();
      return [
        ...start(),
        ...[...choices].sort(([a], [b]) => a - b).flatMap(closeChoice),
        { type: 'finish', usage: readUsage(usage), ...(said && { extra: said }) },
      ];
    },
  };
}

/** Details of thinking are read elsewhere, but for those that have no word of ours. */
function withoutDetails(message: JsonObject): JsonObject {
  const details = message.reasoning_details;
  return details === undefined ? message : { ...message, reasoning_details: otherDetails(details) };
}

function speak(
  state: ChoiceState,
  choice: number,
  pieces: readonly (string | JsonObject)[],
  given: JsonObject,
): ChatEvent[] {
  state.logprobs = joinLogprobs(state.logprobs, given);
  return pieces.map((piece): ChatEvent => {
    if (typeof piece !== 'string') return { type: 'vendor-block', choice, block: { vendor: WIRE, value: piece } };
    const { logprobs } = state;
    state.logprobs = {};
    return { type: 'text-delta', choice, text: piece, ...(!isEmpty(logprobs) && { logprobs }) };
  });
}

function joinLogprobs(before: JsonObject, given: JsonObject): JsonObject {
  if (isEmpty(before)) return withoutEmpty(given);
  const joined = Object.entries(given).map(([key, value]) => [key, [...listOf(before[key]), ...listOf(value)]]);
  return withoutEmpty({ ...before, ...Object.fromEntries(joined) });
}

function closeChoice([choice, { calls, reasoning, finish }]: [number, ChoiceState]): ChatEvent[] {
  const reason = finish ?? { unified: 'other', raw: null };
  return [...reasoning.close(), ...calls.end(), { type: 'choice-finish', choice, reason }];
}

function indexOf(choice: JsonObject): number {
  const index = choice.index ?? 0;
  if (typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < MAX_CHOICES) return index;
  throw notUnderstood(`A choice with the index ${JSON.stringify(index)}.`);
}
