/**
 * Gathers what a vendor says that the language has no word for, at the place where the vendor's whole answer has it:
 * `system_fingerprint` at the top, `choices[0].logprobs` in its choice. Pieces of a stream come out as the whole would.
 */
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { otherUsage } from '#providers/dialect/openai-chat/read-usage.ts';
import { isEmpty, withoutEmpty } from '#providers/wire/json-readers.ts';

/** `obfuscation` is padding of streams, without meaning. */
const BODY_WORDS = new Set(['id', 'object', 'model', 'choices', 'usage', 'error', 'obfuscation']);
const CHOICE_WORDS = new Set(['index', 'delta', 'message', 'finish_reason', 'usage']);
const MESSAGE_WORDS = new Set([
  'role',
  'content',
  'refusal',
  'reasoning',
  'reasoning_content',
  'tool_calls',
  'function_call',
]);
/** Texts that a stream sends in pieces: those of a spoken answer. Every other text is repeated whole. */
const PIECEMEAL = new Set(['data', 'transcript']);

type Draft = { [key: string]: Json };

export interface ExtraCollector {
  addBody(body: JsonObject): void;
  addChoice(index: number, choice: JsonObject, message: JsonObject): void;
  addUsage(usage: JsonObject): void;
  /** Undefined where there was nothing. */
  result(): JsonObject | undefined;
}

export function createExtraCollector(): ExtraCollector {
  const body: Draft = {};
  const choices = new Map<number, { choice: Draft; message: Draft }>();
  let usage: JsonObject = {};

  const draftOf = (index: number): { choice: Draft; message: Draft } => {
    const draft = choices.get(index) ?? { choice: {}, message: {} };
    choices.set(index, draft);
    return draft;
  };

  return {
    addBody(given) {
      // Perplexity repeats its whole lists with every piece.
      for (const key in given) if (Array.isArray(given[key])) body[key] = [];
      merge(body, withoutCounts(given), BODY_WORDS);
    },
    addChoice(index, choice, message) {
      const draft = draftOf(index);
      merge(draft.choice, choice, CHOICE_WORDS);
      merge(draft.message, message, MESSAGE_WORDS);
    },
    addUsage(given) {
      usage = otherUsage(given);
    },
    result() {
      const said = [...choices]
        .sort(([a], [b]) => a - b)
        .map(([index, { choice, message }]) => ({ index, ...choice, ...(!isEmpty(message) && { message }) }))
        .filter((choice) => Object.keys(choice).length > 1);
      const all: JsonObject = {
        ...withoutEmpty(body),
        ...(said.length > 0 && { choices: said }),
        ...(!isEmpty(usage) && { usage }),
      };
      return isEmpty(all) ? undefined : all;
    },
  };
}

/** Groq's older streams count inside `x_groq`. */
function withoutCounts(given: JsonObject): JsonObject {
  if (!isJsonObject(given.x_groq)) return given;
  const { usage: _, ...rest } = given.x_groq;
  return { ...given, x_groq: rest };
}

/** Writes into `draft`, which belongs to one collector: lists grow in place, since copying them would cost the square. */
function merge(draft: Draft, given: JsonObject, known: ReadonlySet<string>): void {
  for (const key in given) {
    const value = given[key];
    if (known.has(key) || value === undefined || isEmpty(value)) continue;
    draft[key] = merged(draft[key], value, key);
  }
}

const NONE: ReadonlySet<string> = new Set();

function merged(before: Json | undefined, value: Json, key: string): Json {
  if (Array.isArray(value)) {
    const list: Json[] = Array.isArray(before) ? before : [];
    for (const item of value) list.push(item);
    return list;
  }
  if (isJsonObject(value)) {
    const object: Draft = isJsonObject(before) ? (before as Draft) : {};
    merge(object, value, NONE);
    return object;
  }
  return typeof value === 'string' && typeof before === 'string' && PIECEMEAL.has(key) ? before + value : value;
}
