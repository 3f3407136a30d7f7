/** One item of an answer on its way: what it has said so far waits until it is taken. */
import type { ChatEvent } from '#core/chat/event.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { createCall } from '#providers/openai-responses/items/call.ts';
import type { ItemKind } from '#providers/openai-responses/items/kinds.ts';
import { createMessage } from '#providers/openai-responses/items/message.ts';
import { createOther } from '#providers/openai-responses/items/other.ts';
import { createReasoning } from '#providers/openai-responses/items/reasoning.ts';
import { stringOf } from '#providers/wire/json-readers.ts';

export interface ItemFacts {
  readonly index: number | undefined;
  readonly id: string;
  /** The number of the next tool call of the answer. Asked when the item is told. */
  readonly nextCall: () => number;
}

/** What one kind of item makes of what comes of it. Each gives what there is to tell. */
export interface ItemReader {
  open(item: JsonObject): Telling[];
  push(type: string, event: JsonObject): Telling[];
  /** `item`: all of it; without members where its end did not come. */
  close(item: JsonObject): Telling[];
  /** How the answer's list of items has this one, without its content. */
  summary(): JsonObject;
  /** What stands beside a text: `annotations` and `logprobs`. */
  beside?(): Beside;
}

export interface Beside {
  readonly text: string;
  readonly annotations: readonly Json[];
  readonly logprobs: readonly Json[];
}

/** Events are made when they are told, since only then is known which number a call has. */
export type Telling = () => ChatEvent;

export interface Item {
  readonly kind: ItemKind;
  readonly index: number | undefined;
  readonly id: string;
  readonly closed: boolean;
  open(item: JsonObject): void;
  push(type: string, event: JsonObject): void;
  close(item: JsonObject): void;
  /** What there is to tell since the last time. */
  take(): readonly ChatEvent[];
  summary(): JsonObject;
  beside(): Beside | undefined;
}

export function createItem(kind: ItemKind, facts: ItemFacts): Item {
  const reader = READERS[kind](facts);
  let waiting: Telling[] = [];
  let closed = false;
  let id = facts.id;
  const add = (tellings: readonly Telling[]): void => {
    for (const telling of tellings) waiting.push(telling);
  };
  return {
    kind,
    index: facts.index,
    get id() {
      return id;
    },
    get closed() {
      return closed;
    },
    open(item) {
      id ||= stringOf(item.id);
      if (!closed) add(reader.open(item));
    },
    push(type, event) {
      if (!closed) add(reader.push(type, event));
    },
    close(item) {
      id ||= stringOf(item.id);
      if (closed) return;
      closed = true;
      add(reader.close(item));
    },
    take() {
      const taken = waiting;
      waiting = [];
      return taken.map((telling) => telling());
    },
    summary: () => reader.summary(),
    beside: () => reader.beside?.(),
  };
}

const READERS: Readonly<Record<ItemKind, (facts: ItemFacts) => ItemReader>> = {
  message: createMessage,
  reasoning: createReasoning,
  call: createCall,
  other: createOther,
};
