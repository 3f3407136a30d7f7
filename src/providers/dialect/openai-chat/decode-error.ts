/** Reads the dialect's errors: as an answer of their own, inside an answer of status 200, or as a frame of a stream. */
import type { ErrorCode } from '#core/error/codes.ts';
import type { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '#core/json.ts';
import type { WireFailure } from '#core/provider.ts';
import { codeOfStatus, saysTooLong, vendorError } from '#providers/failure/vendor-error.ts';
import { isEmpty, listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

/** What the error says of itself. */
interface Said {
  readonly words: string;
  /** `code` and `type` together, in small letters. */
  readonly kind: string;
  /** A status that stands in the body. */
  readonly status: number | undefined;
}

const OUT_OF_CREDIT = 'The account at the provider has no credit or quota left.';

export function decodeError({ status, headers, body }: WireFailure): GatewayError {
  const parsed = parseJson(body);
  // Gemini's OpenAI door answers with a list of one.
  const said = readSaid(Array.isArray(parsed) ? parsed[0] : parsed);
  const message = messageOf(status, said);
  return vendorError({ code: codeOf(status, said), status, headers, body, words: said.words, message });
}

/** The error of a body or frame that came with status 200; undefined where there is none. */
export function errorInside(body: JsonObject): GatewayError | undefined {
  if (isEmpty(body.error)) return undefined;
  const said = readSaid(body);
  const { status, words } = said;
  return vendorError({
    code: codeOf(status, said),
    status,
    body: JSON.stringify(body),
    words,
    message: messageOf(status, said),
  });
}

/** A frame that is named an error and says nothing that can be read. */
export function namelessError(body: string): GatewayError {
  return vendorError({ code: 'PROVIDER_UNAVAILABLE', body, words: '' });
}

function readSaid(body: Json | undefined): Said {
  const outer = objectOf(body);
  const error = outer.error;
  // FastAPI servers say `detail`, Cohere's and others' say `message` at the top.
  const inner = isJsonObject(error) ? error : outer;
  const words = stringOf(error) || stringOf(inner.message) || detailOf(inner.detail ?? objectOf(inner.message).detail);
  const [code, type] = [inner.code, inner.type];
  const kind = [code, type]
    .filter((word) => typeof word === 'string')
    .join(' ')
    .toLowerCase();
  const status = [code, inner.status_code, inner.status].find(isStatus);
  return { words, kind, status };
}

/** A text, or FastAPI's list of what is wrong where. */
function detailOf(detail: Json | undefined): string {
  if (typeof detail === 'string') return detail;
  return listOf(detail)
    .map(objectOf)
    .map(({ loc, msg }) => [listOf(loc).join('.'), stringOf(msg)].filter((word) => word !== '').join(': '))
    .join('; ');
}

function isStatus(value: Json | undefined): value is number {
  return typeof value === 'number' && value >= 400 && value < 600;
}

function codeOf(status: number | undefined, { words, kind }: Said): ErrorCode {
  const refusesInput = status === undefined || status === 400 || status === 413 || status === 422;
  if (kind.includes('context_length') || (refusesInput && saysTooLong(words))) return 'CONTEXT_TOO_LONG';
  // Groq says 413 where a single request is larger than the limit of a minute.
  if (status === 413 && kind.includes('rate_limit')) return 'PROVIDER_RATE_LIMITED';
  return status === undefined ? codeOfKind(kind) : codeOfStatus(status);
}

function codeOfKind(kind: string): ErrorCode {
  if (/rate_limit|quota|too_many/.test(kind)) return 'PROVIDER_RATE_LIMITED';
  if (/authentication|api_key|permission/.test(kind)) return 'PROVIDER_CREDENTIAL';
  if (/timeout/.test(kind)) return 'TIMEOUT';
  if (/invalid|not_found|unsupported|tool_use_failed|content_filter|policy/.test(kind)) return 'PROVIDER_REJECTED';
  return 'PROVIDER_UNAVAILABLE';
}

function messageOf(status: number | undefined, { kind, words }: Said): string | undefined {
  if (status === 402 || kind.includes('insufficient_quota')) return OUT_OF_CREDIT;
  if (status === 404 && words === '')
    return 'The provider has nothing at this address. Its base URL or the name of the model is wrong.';
  return undefined;
}
