/** An item that only this wire has a form for, such as a search of the web that the vendor did itself. */
import type { JsonObject } from '#core/json.ts';
import type { ItemReader } from '#providers/openai-responses/items/item.ts';
import { WIRE } from '#providers/openai-responses/wire-name.ts';
import { isEmpty, stringOf } from '#providers/wire/json-readers.ts';

export function createOther(): ItemReader {
  let value: JsonObject = {};
  return {
    open(item) {
      value = item;
      return [];
    },
    push: () => [],
    close(item) {
      if (!isEmpty(item)) value = item;
      const block = { vendor: WIRE, value };
      return isEmpty(value) ? [] : [() => ({ type: 'vendor-block', choice: 0, block })];
    },
    summary: () => ({ type: stringOf(value.type) }),
  };
}
