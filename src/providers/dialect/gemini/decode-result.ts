/** Reads a whole answer. */
import { createFolder } from '#core/chat/fold.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { isJsonObject } from '#core/json.ts';
import { createAnswerDecoder } from '#providers/dialect/gemini/answer-decoder.ts';
import { errorInList } from '#providers/dialect/gemini/decode-error.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';

/** @throws GatewayError PROVIDER_PROTOCOL; or what the error says, where one came with status 200. */
export function decodeResult(body: unknown): ChatResult {
  if (!isJsonObject(body)) throw errorInList(body) ?? notUnderstood('The answer is not a JSON object.');
  const answer = createAnswerDecoder(false);
  const folder = createFolder();
  folder.addAll(answer.push(body));
  folder.addAll(answer.end());
  return folder.result();
}
