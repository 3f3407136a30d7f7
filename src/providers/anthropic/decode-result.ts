/** Reads a whole answer of Anthropic. */
import { createFolder } from '#core/chat/fold.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { isJsonObject } from '#core/json.ts';
import { answerExtra } from '#providers/anthropic/answer-extra.ts';
import { createBlockReader } from '#providers/anthropic/block-reader.ts';
import { errorInside } from '#providers/anthropic/errors.ts';
import { readFinishReason } from '#providers/anthropic/finish-reason.ts';
import { readUsage } from '#providers/anthropic/read-usage.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

/** @throws GatewayError PROVIDER_PROTOCOL; or what the error says, where one came with status 200. */
export function decodeResult(body: unknown): ChatResult {
  if (!isJsonObject(body)) throw notUnderstood('The answer is not a JSON object.');
  const error = errorInside(body);
  if (error) throw error;
  if (!Array.isArray(body.content)) throw notUnderstood('An answer without content.');
  const blocks = createBlockReader();
  const folder = createFolder();
  folder.addAll([{ type: 'start', id: stringOf(body.id), model: stringOf(body.model), warnings: [] }]);
  for (const [key, block] of listOf(body.content).entries()) {
    folder.addAll(blocks.open(key, objectOf(block), true));
    folder.addAll(blocks.close(key));
  }
  const reason = readFinishReason(body.stop_reason) ?? { unified: 'other', raw: null };
  const unified = blocks.answeredByTool && reason.unified === 'tool-calls' ? 'stop' : reason.unified;
  const usage = objectOf(body.usage);
  const extra = answerExtra(body, usage);
  folder.addAll([
    { type: 'choice-finish', choice: 0, reason: { ...reason, unified } },
    { type: 'finish', usage: readUsage(usage), ...(extra && { extra }) },
  ]);
  return folder.result();
}
