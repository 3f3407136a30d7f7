/** Gathers what Cohere says that the language has no word for, at the place where its whole answer has it: `message.citations`. */
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { otherUsage } from '#providers/cohere/read-usage.ts';
import { isEmpty, withoutEmpty } from '#providers/wire/json-readers.ts';

const BODY_WORDS = new Set(['id', 'type', 'finish_reason', 'error', 'message', 'usage']);
const MESSAGE_WORDS = new Set(['role', 'content', 'tool_plan', 'tool_calls']);

export interface ExtraCollector {
  addBody(body: JsonObject): void;
  addMessage(message: JsonObject): void;
  addUsage(usage: JsonObject): void;
  /** Undefined where there was nothing. */
  result(): JsonObject | undefined;
}

type Draft = { [key: string]: Json };

export function createExtraCollector(): ExtraCollector {
  const body: Draft = {};
  const message: Draft = {};
  let usage: JsonObject = {};
  return {
    addBody: (given) => merge(body, given, BODY_WORDS),
    addMessage: (given) => merge(message, given, MESSAGE_WORDS),
    addUsage(given) {
      usage = otherUsage(given);
    },
    result() {
      const all = withoutEmpty({ ...body, message, usage });
      return isEmpty(all) ? undefined : all;
    },
  };
}

/** A stream sends one item of a list where the whole answer has the list. */
const LISTS = new Set(['citations', 'logprobs']);

/** Writes into `draft`, which belongs to one collector: lists grow in place, since copying them would cost the square. */
function merge(draft: Draft, given: JsonObject, known: ReadonlySet<string>): void {
  for (const [key, value] of Object.entries(given)) {
    if (known.has(key) || isEmpty(value)) continue;
    const items = LISTS.has(key) && isJsonObject(value) ? [value] : value;
    if (Array.isArray(items)) append(draft, key, items);
    else draft[key] = items;
  }
}

function append(draft: Draft, key: string, items: readonly Json[]): void {
  const before = draft[key];
  const list: Json[] = Array.isArray(before) ? before : [];
  for (const item of items) list.push(item);
  draft[key] = list;
}
