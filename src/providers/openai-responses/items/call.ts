/** A call of one of the caller's tools: a function, or a custom tool that takes any text. */
import type { JsonObject } from '#core/json.ts';
import type { ItemFacts, ItemReader, Telling } from '#providers/openai-responses/items/item.ts';
import { isEmpty, stringOf } from '#providers/wire/json-readers.ts';

const KNOWN = new Set(['type', 'id', 'call_id', 'name', 'arguments', 'input', 'status']);

export function createCall({ id: itemId, nextCall }: ItemFacts): ItemReader {
  let began = false;
  let index = 0;
  let input = '';
  /** How much of the input has been handed on. */
  let told = 0;
  let type = 'function_call';

  const begin = (item: JsonObject): Telling[] => {
    const name = stringOf(item.name);
    if (began || name === '') return [];
    began = true;
    type = stringOf(item.type) || type;
    const custom = type === 'custom_tool_call' ? { type: 'custom' } : {};
    const extra = { ...custom, ...othersOf(item) };
    const id = stringOf(item.call_id) || stringOf(item.id) || itemId;
    return [
      () => {
        index = nextCall();
        const start = { type: 'tool-call-start', choice: 0, index, name, ...(!isEmpty(extra) && { extra }) } as const;
        return { ...start, id: id || `call_${index}` };
      },
    ];
  };

  const rest = (): Telling[] => {
    const piece = input.slice(told);
    if (!began || piece === '') return [];
    told = input.length;
    return [() => ({ type: 'tool-call-delta', choice: 0, index, input: piece })];
  };

  /** The end repeats the whole, of which all or nothing may have come before. */
  const readWhole = (item: JsonObject): void => {
    const whole = stringOf(item.arguments) || stringOf(item.input);
    if (whole.length > input.length && whole.startsWith(input)) input = whole;
  };

  return {
    open(item) {
      return begin(item);
    },
    push(eventType, event) {
      if (eventType.endsWith('.delta')) input += stringOf(event.delta);
      else if (eventType.endsWith('.done')) readWhole(event);
      return rest();
    },
    close(item) {
      const beginning = begin(item);
      readWhole(item);
      const ending: Telling[] = began ? [() => ({ type: 'tool-call-end', choice: 0, index })] : [];
      return [...beginning, ...rest(), ...ending];
    },
    summary: () => ({ type }),
  };
}

function othersOf(item: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(item).filter(([name, value]) => !KNOWN.has(name) && !isEmpty(value)));
}
