/**
 * Reads Bedrock's errors: the kind in a header or as the name of a message in the stream, one sentence in the body.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html
 */
import type { ErrorCode } from '#core/error/codes.ts';
import type { GatewayError } from '#core/error/gateway-error.ts';
import { type JsonObject, parseJson } from '#core/json.ts';
import type { WireFailure } from '#core/provider.ts';
import { codeOfStatus, saysTooLong, vendorError } from '#providers/failure/vendor-error.ts';
import { objectOf, stringOf } from '#providers/wire/json-readers.ts';

/** In small letters, without the word "exception" at the end. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  throttling: 'PROVIDER_RATE_LIMITED',
  toomanyrequests: 'PROVIDER_RATE_LIMITED',
  servicequotaexceeded: 'PROVIDER_RATE_LIMITED',
  modelnotready: 'PROVIDER_UNAVAILABLE',
  accessdenied: 'PROVIDER_CREDENTIAL',
  unrecognizedclient: 'PROVIDER_CREDENTIAL',
  invalidsignature: 'PROVIDER_CREDENTIAL',
  incompletesignature: 'PROVIDER_CREDENTIAL',
  missingauthenticationtoken: 'PROVIDER_CREDENTIAL',
  expiredtoken: 'PROVIDER_CREDENTIAL',
  validation: 'PROVIDER_REJECTED',
  resourcenotfound: 'PROVIDER_REJECTED',
  modeltimeout: 'TIMEOUT',
  model: 'PROVIDER_UNAVAILABLE',
  modelerror: 'PROVIDER_UNAVAILABLE',
  modelstreamerror: 'PROVIDER_UNAVAILABLE',
  internalserver: 'PROVIDER_UNAVAILABLE',
  serviceunavailable: 'PROVIDER_UNAVAILABLE',
};

export function decodeError({ status, headers, body }: WireFailure): GatewayError {
  const said = objectOf(parseJson(body));
  const words = wordsOf(said);
  const kind = headers['x-amzn-errortype'] ?? stringOf(said.__type);
  return vendorError({ code: codeOf(kind, status, words), status, headers, body, words });
}

/** True for the name of a message that ends the stream. */
export function isFailure(name: string): boolean {
  return /(?:exception|error|failure|fault)$/i.test(name);
}

/** A failure that comes as a message of a stream. */
export function failureInStream(name: string, data: string): GatewayError {
  const said = objectOf(parseJson(data));
  const words = wordsOf(said);
  const body = `${name}: ${data}`;
  return vendorError({ code: codeOf(name, undefined, words), body, words });
}

/** The error of a body that came with status 200; undefined where it says none. */
export function errorInside(body: JsonObject): GatewayError | undefined {
  const kind = stringOf(body.__type) || stringOf(objectOf(body.Output).__type);
  const words = wordsOf(body);
  if (kind === '' && words === '') return undefined;
  return vendorError({ code: codeOf(kind, undefined, words), body: JSON.stringify(body), words });
}

function codeOf(type: string, status: number | undefined, words: string): ErrorCode {
  const kind = kindOf(type);
  const known = Object.hasOwn(CODES, kind) ? CODES[kind] : undefined;
  const byStatus = status === undefined ? 'PROVIDER_UNAVAILABLE' : codeOfStatus(status);
  // 424: the model failed, not the request.
  const code = known ?? (status === 424 ? 'PROVIDER_UNAVAILABLE' : byStatus);
  return code === 'PROVIDER_REJECTED' && saysTooLong(words) ? 'CONTEXT_TOO_LONG' : code;
}

/** Headers have more than the name: `ValidationException:http://internal.amazon.com/…`, bodies have it behind a `#`. */
function kindOf(type: string): string {
  const [name = ''] = type.slice(type.lastIndexOf('#') + 1).split(':');
  return name
    .trim()
    .toLowerCase()
    .replace(/exception$/, '');
}

function wordsOf({ message, Message, originalMessage }: JsonObject): string {
  return stringOf(originalMessage) || stringOf(message) || stringOf(Message);
}
