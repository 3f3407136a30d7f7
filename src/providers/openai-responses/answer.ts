/**
 * Puts an answer together from its items. They are told in the order in which they began: while one is told, what comes of
 * the later ones waits. A whole answer is its last event alone, so that whole and streamed answers cannot come out different.
 */
import type { ChatEvent } from '#core/chat/event.ts';
import type { JsonObject } from '#core/json.ts';
import { collectExtra } from '#providers/openai-responses/collect-extra.ts';
import { readFinishReason } from '#providers/openai-responses/finish-reason.ts';
import { createItem, type Item } from '#providers/openai-responses/items/item.ts';
import { kindOfEvent, kindOfItem } from '#providers/openai-responses/items/kinds.ts';
import { readUsage } from '#providers/openai-responses/read-usage.ts';
import { listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

export interface Answer {
  /** Any event but the last one. */
  push(type: string, event: JsonObject): ChatEvent[];
  /** The whole response: what was not told yet, and the end. */
  finish(response: JsonObject): ChatEvent[];
}

export function createAnswer(): Answer {
  /** In the order in which they began. */
  const items: Item[] = [];
  let calls = 0;
  let told = 0;
  let started = false;

  const start = (response: JsonObject): ChatEvent[] => {
    if (started) return [];
    started = true;
    return [{ type: 'start', id: stringOf(response.id), model: stringOf(response.model), warnings: [] }];
  };

  const begin = (kind: Item['kind'], index: number | undefined, id: string): Item => {
    const item = createItem(kind, { index, id, nextCall: () => calls++ });
    items.push(item);
    return item;
  };

  const find = (index: number | undefined, id: string): Item | undefined =>
    items.find((item) => id !== '' && item.id === id) ??
    (index === undefined ? undefined : items.find((item) => item.index === index));

  /** Everything of the item that is being told, and of those after it as far as it has ended. */
  const tell = (): ChatEvent[] => {
    const events: ChatEvent[] = [];
    for (let item = items[told]; item; item = items[told]) {
      events.push(...item.take());
      if (!item.closed) break;
      told += 1;
    }
    return events;
  };

  const open = (event: JsonObject): Item => {
    const given = objectOf(event.item);
    const [index, id] = [indexOf(event.output_index), stringOf(given.id)];
    return find(index, id) ?? begin(kindOfItem(given), index, id);
  };

  const read = (type: string, event: JsonObject): void => {
    switch (type) {
      case 'response.output_item.added':
        open(event).open(objectOf(event.item));
        return;
      case 'response.output_item.done':
        open(event).close(objectOf(event.item));
        return;
      default: {
        const kind = kindOfEvent(type);
        if (kind === undefined) return;
        const [index, id] = [indexOf(event.output_index), stringOf(event.item_id)];
        const unnumbered = index === undefined && id === '' ? items.at(-1) : undefined;
        (find(index, id) ?? unnumbered ?? begin(kind, index, id)).push(type, event);
      }
    }
  };

  return {
    push(type, event) {
      const response = objectOf(event.response);
      if (type === '' || stringOf(response.id) === '') {
        read(type, event);
        const events = tell();
        return events.length > 0 ? [...start({}), ...events] : [];
      }
      return start(response);
    },
    finish(response) {
      for (const [index, value] of listOf(response.output).entries()) {
        const given = objectOf(value);
        const id = stringOf(given.id);
        const kind = kindOfItem(given);
        // Some servers give an item another id at the end.
        const known = find(undefined, id) ?? items.find((item) => item.index === index && item.kind === kind);
        (known ?? begin(kind, index, id)).close(given);
      }
      for (const item of items) item.close({});
      const extra = collectExtra(response, items);
      return [
        ...start(response),
        ...tell(),
        { type: 'choice-finish', choice: 0, reason: readFinishReason(response, calls > 0) },
        { type: 'finish', usage: readUsage(objectOf(response.usage)), ...(extra && { extra }) },
      ];
    },
  };
}

function indexOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
