/** What Anthropic says of an answer besides. */
import type { JsonObject } from '#core/json.ts';
import { otherUsage } from '#providers/anthropic/read-usage.ts';
import { isEmpty, withoutEmpty } from '#providers/wire/json-readers.ts';

const BODY_WORDS = new Set(['id', 'type', 'role', 'model', 'content', 'stop_reason', 'stop_sequence', 'usage']);

/** `message` is the whole answer, or its head with the last `message_delta` laid over it. */
export function answerExtra(message: JsonObject, usage: JsonObject): JsonObject | undefined {
  const others = Object.fromEntries(Object.entries(message).filter(([name]) => !BODY_WORDS.has(name)));
  const counted = otherUsage(usage);
  const stop = message.stop_sequence;
  const extra = withoutEmpty({
    ...others,
    ...(!isEmpty(stop) && { choices: [{ index: 0, stop_sequence: stop ?? null }] }),
    ...(!isEmpty(counted) && { usage: counted }),
  });
  return isEmpty(extra) ? undefined : extra;
}
