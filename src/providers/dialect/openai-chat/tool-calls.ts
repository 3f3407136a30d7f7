/** Puts the tool calls of one choice together from their pieces, wherever a server cuts them and whatever it leaves out. */
import type { ChatEvent } from '#core/chat/event.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { isEmpty, listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

const MAX_CALLS = 256;
const LEGACY_KEY = -1;

/** `key` is the server's own number of the call, where it has one; ours is the place in the list, without gaps. */
interface Slot {
  readonly key: number | undefined;
  /** Given when the call begins, in the order in which they do. */
  index: number;
  id: string;
  started: boolean;
  /** Arguments that came before the name. */
  pending: string;
  /** The proof of the thinking before the call. */
  signature: string;
}

export interface ToolCallAssembly {
  push(message: JsonObject, isWhole: boolean, answerId: string): ChatEvent[];
  end(): ChatEvent[];
}

export function createToolCallAssembly(choice: number): ToolCallAssembly {
  const slots: Slot[] = [];

  const open = (key: number | undefined, id: string): Slot => {
    if (slots.length === MAX_CALLS) throw notUnderstood(`More than ${MAX_CALLS} tool calls in one answer.`);
    const slot: Slot = { key, index: -1, id, started: false, pending: '', signature: '' };
    slots.push(slot);
    return slot;
  };

  const find = (key: number | undefined, id: string): Slot | undefined => {
    if (key !== undefined) return slots.findLast((slot) => slot.key === key);
    return id === '' ? slots.at(-1) : slots.find((slot) => slot.id === id);
  };

  const slotOf = (key: number | undefined, id: string, name: string): Slot => {
    const found = find(key, id);
    // Some servers give every call the same number: a new id with a new name is a new call.
    const isOther = found !== undefined && name !== '' && id !== '' && found.id !== '' && found.id !== id;
    return found && !isOther ? found : open(key, id);
  };

  const add = (item: JsonObject, key: number | undefined, answerId: string): ChatEvent[] => {
    const called = objectOf(item.function ?? item.custom);
    const [id, name] = [stringOf(item.id), stringOf(called.name)];
    const input = argumentsOf(called.arguments ?? called.input);
    const slot = slotOf(key, id, name);
    slot.signature ||= signatureOf(item);
    if (slot.started) return input === '' ? [] : [{ type: 'tool-call-delta', choice, index: slot.index, input }];
    slot.id ||= id;
    slot.pending += input;
    if (name === '') return [];
    const index = slots.filter(({ started }) => started).length;
    slot.index = index;
    slot.started = true;
    const start: ChatEvent = {
      type: 'tool-call-start',
      choice,
      index,
      id: slot.id || madeUpId(answerId, choice, index),
      name,
      ...extraOf(item),
    };
    return slot.pending === '' ? [start] : [start, { type: 'tool-call-delta', choice, index, input: slot.pending }];
  };

  return {
    push(message, isWhole, answerId) {
      const events = listOf(message.tool_calls).flatMap((item, position) => {
        const call = objectOf(item);
        return add(call, isWhole ? position : numberOf(call.index), answerId);
      });
      const legacy = message.function_call;
      return legacy ? [...events, ...add({ function: legacy }, LEGACY_KEY, answerId)] : events;
    },
    end() {
      if (slots.some(({ started }) => !started)) throw notUnderstood('A tool call without a name.');
      return slots.map(({ index, signature }) => ({
        type: 'tool-call-end',
        choice,
        index,
        ...(signature && { signature }),
      }));
    },
  };
}

/** Gemini's, in its OpenAI form. https://ai.google.dev/gemini-api/docs/thought-signatures */
function signatureOf({ extra_content }: JsonObject): string {
  return stringOf(objectOf(objectOf(extra_content).google).thought_signature);
}

const KNOWN = new Set(['id', 'index', 'function', 'custom', 'extra_content']);

/** What the vendor says of the call besides; a type is said where it is not the usual one. */
function extraOf(item: JsonObject): { readonly extra?: JsonObject } {
  const isUsual = (type: Json | undefined): boolean => type === 'function';
  const extra = Object.fromEntries(
    Object.entries(item).filter(
      ([key, value]) => !KNOWN.has(key) && !isEmpty(value) && !(key === 'type' && isUsual(value)),
    ),
  );
  return isEmpty(extra) ? {} : { extra };
}

function numberOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The text as it came. Servers that give parsed arguments are written out again. */
function argumentsOf(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

/** A server without ids still needs one for the tool's answer to name; short enough for every vendor. */
function madeUpId(answerId: string, choice: number, index: number): string {
  return `call_${answerId.replace(/[^a-z0-9]/gi, '').slice(-20)}_${choice}_${index}`;
}
