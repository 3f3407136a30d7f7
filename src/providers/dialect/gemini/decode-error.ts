/**
 * Reads Google's errors: a code, a sentence, details of several kinds; sometimes as the one item of a list.
 * https://ai.google.dev/gemini-api/docs/troubleshooting https://docs.cloud.google.com/apis/design/errors
 */
import type { ErrorCode } from '#core/error/codes.ts';
import type { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '#core/json.ts';
import type { WireFailure } from '#core/provider.ts';
import { codeOfStatus, saysTooLong, vendorError } from '#providers/failure/vendor-error.ts';
import { countOf, listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

export function decodeError({ status, headers, body }: WireFailure): GatewayError {
  const error = errorOf(parseJson(body));
  const wait = waitOf(error);
  const known = wait === undefined ? headers : { 'retry-after-ms': String(wait), ...headers };
  return vendorError({ code: codeOf(status, error), status, headers: known, body, words: wordsOf(error) });
}

/** The error of a body or frame that came with status 200; undefined where it says none. */
export function errorInside(body: JsonObject): GatewayError | undefined {
  const { error } = body;
  if (error === undefined || error === null) return undefined;
  const status = countOf(objectOf(error).code);
  const failure = { status: status ?? 0, headers: {}, body: JSON.stringify(body) };
  if (status !== undefined && status >= 400 && status < 600) return decodeError(failure);
  return vendorError({ code: 'PROVIDER_UNAVAILABLE', body: failure.body, words: wordsOf(errorOf(body)) });
}

export function errorInList(body: unknown): GatewayError | undefined {
  const [first] = Array.isArray(body) ? body : [];
  return isJsonObject(first) ? errorInside(first) : undefined;
}

function errorOf(body: Json | undefined): JsonObject {
  const said = objectOf(Array.isArray(body) ? body[0] : body);
  if (typeof said.error === 'string') return { message: said.error };
  return objectOf(said.error ?? said);
}

function wordsOf({ message }: JsonObject): string {
  return stringOf(message);
}

const TOO_LONG = /input token count|exceeds the maximum number of tokens|prompt is too long/i;
const BAD_KEY = /API key (?:not valid|expired|not found)|API_KEY_INVALID/i;
/** The account may not be used from where the gateway stands, or without a bill. */
const ACCOUNT = /location is not supported|billing/i;

/** A key that is not valid is a bad request to Google. */
function codeOf(status: number, error: JsonObject): ErrorCode {
  const words = wordsOf(error);
  if (status !== 400) return codeOfStatus(status);
  if (BAD_KEY.test(words) || reasonsOf(error).includes('API_KEY_INVALID')) return 'PROVIDER_CREDENTIAL';
  if (error.status === 'FAILED_PRECONDITION' && ACCOUNT.test(words)) return 'PROVIDER_CREDENTIAL';
  return TOO_LONG.test(words) || saysTooLong(words) ? 'CONTEXT_TOO_LONG' : 'PROVIDER_REJECTED';
}

function reasonsOf({ details }: JsonObject): readonly string[] {
  return listOf(details).map((detail) => stringOf(objectOf(detail).reason));
}

/** `RetryInfo` says a duration such as `32s` or `1.5s`. */
function waitOf({ details }: JsonObject): number | undefined {
  const [delay] = listOf(details)
    .map((detail) => stringOf(objectOf(detail).retryDelay))
    .filter((text) => /^\d{1,6}(?:\.\d{1,9})?s$/.test(text));
  return delay === undefined ? undefined : Math.ceil(Number(delay.slice(0, -1)) * 1_000);
}
