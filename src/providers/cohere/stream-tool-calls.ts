/** The tool calls of one streamed answer: Cohere's own numbers become places in a list without gaps. */
import type { ChatEvent } from '#core/chat/event.ts';
import type { Json } from '#core/json.ts';
import { readToolCall } from '#providers/cohere/decode-result.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { objectOf, stringOf } from '#providers/wire/json-readers.ts';

const MAX_CALLS = 256;

export interface StreamedToolCalls {
  start(key: Json | undefined, call: Json | undefined): ChatEvent[];
  add(key: Json | undefined, call: Json | undefined): ChatEvent[];
  end(key: Json | undefined): ChatEvent[];
  /** Ends those that are open. */
  endAll(): ChatEvent[];
}

export function createToolCalls(): StreamedToolCalls {
  const open = new Map<Json | undefined, number>();
  let count = 0;

  const delta = (index: number, input: string): ChatEvent[] =>
    input === '' ? [] : [{ type: 'tool-call-delta', choice: 0, index, input }];

  const end = (key: Json | undefined): ChatEvent[] => {
    const index = open.get(key);
    open.delete(key);
    return index === undefined ? [] : [{ type: 'tool-call-end', choice: 0, index }];
  };

  return {
    end,
    start(key, given) {
      if (count === MAX_CALLS) throw notUnderstood(`More than ${MAX_CALLS} tool calls in one answer.`);
      const { id, name, input } = readToolCall(given);
      const index = count;
      count += 1;
      // A number that comes again begins another call.
      const ended = end(key);
      open.set(key, index);
      return [...ended, { type: 'tool-call-start', choice: 0, index, id, name }, ...delta(index, input)];
    },
    add(key, given) {
      const index = open.get(key);
      if (index === undefined) throw notUnderstood('A piece of a tool call that was not begun.');
      return delta(index, stringOf(objectOf(objectOf(given).function).arguments));
    },
    endAll() {
      const indexes = [...open.values()];
      open.clear();
      return indexes.map((index) => ({ type: 'tool-call-end', choice: 0, index }));
    },
  };
}
