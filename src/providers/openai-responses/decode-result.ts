/** Reads a whole answer: its items one after the other, as a stream would have brought them. */
import { createFolder } from '#core/chat/fold.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { isJsonObject } from '#core/json.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { createAnswer } from '#providers/openai-responses/answer.ts';
import { errorInside } from '#providers/openai-responses/error-inside.ts';

/** @throws GatewayError PROVIDER_PROTOCOL; or what the answer says of its failure */
export function decodeResult(body: unknown): ChatResult {
  if (!isJsonObject(body)) throw notUnderstood('The answer is not a JSON object.');
  const error = errorInside(body);
  if (error) throw error;
  if (!Array.isArray(body.output)) throw notUnderstood('The answer has no output.');
  const folder = createFolder();
  folder.addAll(createAnswer().finish(body));
  return folder.result();
}
