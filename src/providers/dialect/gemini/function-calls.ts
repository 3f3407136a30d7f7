/** Reads the function calls of one candidate: each comes whole, or its arguments come piece by piece. */
import type { ChatEvent } from '#core/chat/event.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { type ArgumentsDraft, addPartialArguments } from '#providers/dialect/gemini/partial-arguments.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { isEmpty, listOf, stringOf } from '#providers/wire/json-readers.ts';

const MAX_CALLS = 256;
const KNOWN = new Set(['id', 'name', 'args', 'partialArgs', 'willContinue']);

export interface FunctionCalls {
  push(call: JsonObject, signature: string): ChatEvent[];
  end(): ChatEvent[];
  count(): number;
}

interface OpenCall {
  readonly draft: ArgumentsDraft;
  readonly index: number;
  args: Json | undefined;
  signature: string;
}

export function createFunctionCalls(choice: number, answerId: string): FunctionCalls {
  let count = 0;
  let open: OpenCall | undefined;

  const close = (): ChatEvent[] => {
    if (!open) return [];
    const { index, draft, signature, args } = open;
    open = undefined;
    const input = JSON.stringify(args ?? draft.root);
    return [
      { type: 'tool-call-delta', choice, index, input },
      { type: 'tool-call-end', choice, index, ...(signature !== '' && { signature }) },
    ];
  };

  const begin = (call: JsonObject, name: string): ChatEvent[] => {
    if (count === MAX_CALLS) throw notUnderstood(`More than ${MAX_CALLS} function calls in one answer.`);
    const index = count;
    count += 1;
    const before = close();
    open = { draft: { root: {}, size: 0 }, index, args: undefined, signature: '' };
    const id = stringOf(call.id) || madeUpId(answerId, choice, index);
    const extra = Object.fromEntries(Object.entries(call).filter(([key, value]) => !KNOWN.has(key) && !isEmpty(value)));
    return [...before, { type: 'tool-call-start', choice, index, id, name, ...(!isEmpty(extra) && { extra }) }];
  };

  return {
    push(call, signature) {
      const name = stringOf(call.name);
      const started = name === '' ? [] : begin(call, name);
      if (!open) throw notUnderstood('A function call without a name.');
      open.signature ||= signature;
      open.args = call.args ?? open.args;
      for (const piece of listOf(call.partialArgs)) addPartialArguments(open.draft, piece);
      return call.willContinue === true ? started : [...started, ...close()];
    },
    end: close,
    count: () => count,
  };
}

/** Older models give no id, and the tool's answer has to name one. */
function madeUpId(answerId: string, choice: number, index: number): string {
  return `call_${answerId.replace(/[^a-z0-9]/gi, '').slice(-20)}_${choice}_${index}`;
}
