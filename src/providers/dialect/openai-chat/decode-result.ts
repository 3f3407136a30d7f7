/** Reads a whole answer of the OpenAI chat dialect. */
import { createFolder } from '#core/chat/fold.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { isJsonObject } from '#core/json.ts';
import { createChunkDecoder } from '#providers/dialect/openai-chat/chunk-decoder.ts';
import { errorInside } from '#providers/dialect/openai-chat/decode-error.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { listOf, objectOf } from '#providers/wire/json-readers.ts';

/** @throws GatewayError PROVIDER_PROTOCOL; or what the error says, where one came with status 200. */
export function decodeResult(body: unknown): ChatResult {
  if (!isJsonObject(body)) throw notUnderstood('The answer is not a JSON object.');
  const error = errorInside(body);
  if (error) throw error;
  // Azure leaves the message out where its filter took all of it.
  const isWhole = listOf(body.choices)
    .map(objectOf)
    .every(({ message, finish_reason }) => message ?? finish_reason);
  if (!isWhole) throw notUnderstood('A choice without a message.');
  const decoder = createChunkDecoder();
  const folder = createFolder();
  folder.addAll(decoder.push(body));
  folder.addAll(decoder.close());
  return folder.result();
}
