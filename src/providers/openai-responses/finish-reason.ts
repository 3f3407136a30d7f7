/** Why an answer ended: its status, or what made it incomplete. */
import type { FinishReason } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import { objectOf, stringOf } from '#providers/wire/json-readers.ts';

const UNIFIED: Readonly<Record<string, FinishReason['unified']>> = {
  completed: 'stop',
  // A word of other servers of this wire.
  complete: 'stop',
  max_output_tokens: 'length',
  max_tokens: 'length',
  content_filter: 'content-filter',
};

/** `called`: whether the answer holds a call that waits for the caller. */
export function readFinishReason({ status, incomplete_details }: JsonObject, called: boolean): FinishReason {
  const raw = stringOf(objectOf(incomplete_details).reason) || stringOf(status);
  const unified = Object.hasOwn(UNIFIED, raw) ? (UNIFIED[raw] ?? 'other') : 'other';
  const isStop = unified === 'stop' || raw === '';
  return { unified: called && isStop ? 'tool-calls' : unified, raw: raw === '' ? null : raw };
}
