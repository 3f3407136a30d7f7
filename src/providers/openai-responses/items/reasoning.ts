/** Thinking: the parts of a summary or of the plain text are blocks of ours with one id, the last of which has the sealed whole. */
import type { ChatEvent } from '#core/chat/event.ts';
import type { JsonObject } from '#core/json.ts';
import type { ItemFacts, ItemReader, Telling } from '#providers/openai-responses/items/item.ts';
import { listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

export function createReasoning({ id: itemId }: ItemFacts): ItemReader {
  /** What was said of each part, in the order in which they began. */
  const parts = new Map<string, string>();
  let id = itemId;
  let open = '';
  let blocks = 0;

  const end = (sealed = ''): Telling => {
    open = '';
    blocks += 1;
    const proof = { ...(sealed !== '' && { sealed }), ...(id !== '' && { id }) };
    return () => ({ type: 'reasoning-end', choice: 0, ...proof });
  };

  const think = (key: string, text: string): Telling[] => {
    if (text === '') return [];
    const before = open !== '' && open !== key ? [end()] : [];
    open = key;
    parts.set(key, (parts.get(key) ?? '') + text);
    const event: ChatEvent = { type: 'reasoning-delta', choice: 0, text };
    return [...before, () => event];
  };

  const complete = (key: string, whole: string): Telling[] => {
    const said = parts.get(key) ?? '';
    return whole.startsWith(said) ? think(key, whole.slice(said.length)) : [];
  };

  const readParts = ({ summary, content }: JsonObject): Telling[] => [
    ...listOf(summary).flatMap((part, index) => complete(`summary ${index}`, stringOf(objectOf(part).text))),
    ...listOf(content).flatMap((part, index) => complete(`content ${index}`, stringOf(objectOf(part).text))),
  ];

  return {
    open(item) {
      id ||= stringOf(item.id);
      return readParts(item);
    },
    push(type, event) {
      id ||= stringOf(event.item_id);
      const isSummary = type.includes('_summary');
      const key = isSummary ? `summary ${event.summary_index ?? 0}` : `content ${event.content_index ?? 0}`;
      if (type.endsWith('.delta')) return think(key, stringOf(event.delta));
      return type.endsWith('_text.done') ? complete(key, stringOf(event.text)) : [];
    },
    close(item) {
      id ||= stringOf(item.id);
      const rest = readParts(item);
      const sealed = stringOf(item.encrypted_content);
      return open === '' && sealed === '' ? rest : [...rest, end(sealed)];
    },
    summary: () => ({ type: 'reasoning', blocks }),
  };
}
