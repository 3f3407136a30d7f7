/** Text that came together leaves together, so that an event is made for each read and not for each token. */
import type { ChatBatch, ChatEvent } from '#core/chat/event.ts';

export function joinTexts(batch: ChatBatch): readonly ChatEvent[] {
  const joined: ChatEvent[] = [];
  for (const event of batch) {
    const last = joined.at(-1);
    // A piece that has probabilities of its own stays by itself, as they belong to it.
    const isMore =
      event.type === 'text-delta' &&
      last?.type === 'text-delta' &&
      last.choice === event.choice &&
      last.logprobs === undefined &&
      event.logprobs === undefined;
    if (isMore) joined[joined.length - 1] = { ...last, text: last.text + event.text };
    else joined.push(event);
  }
  return joined;
}
