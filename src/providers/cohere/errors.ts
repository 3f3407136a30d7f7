/** Reads Cohere's errors: one sentence in `message`. https://docs.cohere.com/reference/errors */
import type { ErrorCode } from '#core/error/codes.ts';
import type { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, type JsonObject, parseJson } from '#core/json.ts';
import type { WireFailure } from '#core/provider.ts';
import { codeOfStatus, saysTooLong, vendorError } from '#providers/failure/vendor-error.ts';
import { objectOf, stringOf } from '#providers/wire/json-readers.ts';

const OUT_OF_CREDIT = 'The account at the provider has no credit or quota left.';
/** The limit of the answer is too high then; the prompt may be short. */
const SAYS_LIMIT_TOO_HIGH = /max[ _]tokens must be/i;

export function decodeError({ status, headers, body }: WireFailure): GatewayError {
  const words = wordsOf(objectOf(parseJson(body)));
  const message = status === 402 ? OUT_OF_CREDIT : undefined;
  return vendorError({ code: codeOf(status, words), status, headers, body, words, message });
}

/** The error of a body or frame that came with status 200; undefined where it says none. */
export function errorInside(body: JsonObject): GatewayError | undefined {
  const words = wordsOf(body);
  if (words === '') return undefined;
  const code = isTooLong(words) ? 'CONTEXT_TOO_LONG' : 'PROVIDER_UNAVAILABLE';
  return vendorError({ code, body: JSON.stringify(body), words });
}

function codeOf(status: number, words: string): ErrorCode {
  const refusesInput = status === 400 || status === 413 || status === 422;
  return refusesInput && isTooLong(words) ? 'CONTEXT_TOO_LONG' : codeOfStatus(status);
}

function isTooLong(words: string): boolean {
  return saysTooLong(words) && !SAYS_LIMIT_TOO_HIGH.test(words);
}

function wordsOf({ message, error, data }: JsonObject): string {
  return stringOf(message) || stringOf(error) || stringOf(isJsonObject(data) ? data.message : data);
}
