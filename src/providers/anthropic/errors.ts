/** Reads Anthropic's refusals. https://docs.anthropic.com/en/api/errors */
import type { ErrorCode } from '#core/error/codes.ts';
import type { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, type JsonObject, parseJson } from '#core/json.ts';
import type { WireFailure } from '#core/provider.ts';
import { codeOfStatus, saysTooLong, vendorError } from '#providers/failure/vendor-error.ts';
import { isEmpty, objectOf, stringOf } from '#providers/wire/json-readers.ts';

/** What each type means where no status says it. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  __proto__: null as never,
  invalid_request_error: 'PROVIDER_REJECTED',
  authentication_error: 'PROVIDER_CREDENTIAL',
  billing_error: 'PROVIDER_CREDENTIAL',
  permission_error: 'PROVIDER_CREDENTIAL',
  not_found_error: 'PROVIDER_REJECTED',
  request_too_large: 'PROVIDER_REJECTED',
  rate_limit_error: 'PROVIDER_RATE_LIMITED',
  timeout_error: 'TIMEOUT',
};

export function decodeError({ status, headers, body }: WireFailure): GatewayError {
  const { words } = readError(parseJson(body));
  const refusesInput = status === 400 || status === 413;
  const code = refusesInput && saysTooLong(words) ? 'CONTEXT_TOO_LONG' : codeOfStatus(status);
  // An account without credit is told apart by words alone.
  const isBroke = status === 402 || (status === 400 && /credit balance is too low/i.test(words));
  const message = isBroke ? 'The account at the provider has no credit or quota left.' : undefined;
  return vendorError({ code: isBroke ? 'PROVIDER_CREDENTIAL' : code, status, headers, body, words, message });
}

/** The error of a body or event that came with status 200; undefined where there is none. */
export function errorInside(body: JsonObject): GatewayError | undefined {
  if (isEmpty(body.error)) return undefined;
  const { kind, words } = readError(body);
  const code = CODES[kind] ?? 'PROVIDER_UNAVAILABLE';
  const isTooLong = code === 'PROVIDER_REJECTED' && saysTooLong(words);
  return vendorError({ code: isTooLong ? 'CONTEXT_TOO_LONG' : code, body: JSON.stringify(body), words });
}

function readError(body: unknown): { readonly kind: string; readonly words: string } {
  const outer = objectOf(body);
  const { error } = outer;
  const inner = isJsonObject(error) ? error : outer;
  return { kind: stringOf(inner.type), words: stringOf(error) || stringOf(inner.message) };
}
