/** Reads a whole answer of Ollama. */
import { createFolder } from '#core/chat/fold.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { isJsonObject } from '#core/json.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { createAnswerDecoder } from '#providers/ollama/answer-decoder.ts';

/** @throws GatewayError PROVIDER_PROTOCOL; or what the error says, where one came with status 200. */
export function decodeResult(body: unknown): ChatResult {
  if (!isJsonObject(body)) throw notUnderstood('The answer is not a JSON object.');
  const answer = createAnswerDecoder();
  const folder = createFolder();
  folder.addAll(answer.push(body));
  if (!answer.isDone()) throw notUnderstood('An answer that is not done.');
  return folder.result();
}
