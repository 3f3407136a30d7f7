/**
 * Blocks of a streamed answer, one after the other: Anthropic never begins one before the last has ended, and its clients
 * count on that. Other vendors leave all calls open until the end, so what comes for a later block waits for its turn.
 */
import type { JsonObject } from '#core/json.ts';

export type BlockEvent =
  | { readonly type: 'content_block_start'; readonly index: number; readonly content_block: JsonObject }
  | { readonly type: 'content_block_delta'; readonly index: number; readonly delta: JsonObject }
  | { readonly type: 'content_block_stop'; readonly index: number };

export interface Draft {
  readonly index: number;
  readonly block: JsonObject;
  readonly waiting: JsonObject[];
  ended: boolean;
}

export interface BlockQueue {
  open(block: JsonObject): Draft;
  add(draft: Draft, delta: JsonObject): void;
  end(draft: Draft): void;
  endAll(): void;
  /** What can be written now, in order. */
  take(): readonly BlockEvent[];
}

export function createBlockQueue(): BlockQueue {
  const queue: Draft[] = [];
  let count = 0;
  let ready: BlockEvent[] = [];

  /** Begins the first of the queue, and those after it as far as all before have ended. */
  const advance = (): void => {
    for (let head = queue[0]; head; head = queue[0]) {
      const { index, block, waiting } = head;
      ready.push({ type: 'content_block_start', index, content_block: block });
      for (const delta of waiting) ready.push({ type: 'content_block_delta', index, delta });
      if (!head.ended) return;
      ready.push({ type: 'content_block_stop', index });
      queue.shift();
    }
  };

  const end = (draft: Draft): void => {
    if (draft.ended) return;
    draft.ended = true;
    if (queue[0] !== draft) return;
    ready.push({ type: 'content_block_stop', index: draft.index });
    queue.shift();
    advance();
  };

  return {
    open(block) {
      const draft: Draft = { index: count, block, waiting: [], ended: false };
      count += 1;
      queue.push(draft);
      if (queue.length === 1) advance();
      return draft;
    },
    add(draft, delta) {
      if (draft.ended) return;
      if (queue[0] === draft) ready.push({ type: 'content_block_delta', index: draft.index, delta });
      else draft.waiting.push(delta);
    },
    end,
    endAll() {
      for (const draft of [...queue]) end(draft);
    },
    take() {
      const taken = ready;
      ready = [];
      return taken;
    },
  };
}
