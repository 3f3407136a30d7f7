/** Names what went wrong on the wire: the kind for the caller, the rest for the log. */
import { errors } from 'undici';
import { GatewayError, toGatewayError } from '#core/error/gateway-error.ts';

/** How far the exchange had come. */
export type Progress = 'asking' | 'answering';

export function networkError(thrown: unknown, progress: Progress): GatewayError {
  if (thrown instanceof GatewayError) return thrown;
  const code = codeOf(thrown);
  const details = { internal: describe(thrown), cause: thrown };
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return new GatewayError('TIMEOUT', {
      ...details,
      message: 'The provider took no connection in time (time limit "connect").',
    });
  }
  if (thrown instanceof errors.HTTPParserError || code === 'UND_ERR_HEADERS_OVERFLOW') {
    return new GatewayError('PROVIDER_PROTOCOL', {
      ...details,
      message: 'The provider does not speak HTTP/1.1 properly.',
    });
  }
  if (code === 'UND_ERR_INVALID_ARG') return new GatewayError('INTERNAL', details);
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') return new GatewayError('OVERLOADED', details);
  if (progress === 'answering') return new GatewayError('STREAM_INTERRUPTED', details);
  const message =
    code === undefined || code === 'UND_ERR_SOCKET'
      ? 'The provider closed the connection before it answered.'
      : `The connection to the provider failed (${code}).`;
  return new GatewayError('PROVIDER_UNAVAILABLE', { ...details, message });
}

/** Why the caller's side ended the call. A deadline keeps its own code; whatever else aborts is a caller who left. */
export function abortError(reason: unknown): GatewayError {
  const error = toGatewayError(reason);
  return error.code === 'INTERNAL' ? new GatewayError('CANCELLED', { cause: reason }) : error;
}

/** Codes of Node and OpenSSL such as ECONNREFUSED and CERT_HAS_EXPIRED; nothing else may stand in a public message. */
function codeOf(thrown: unknown): string | undefined {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : undefined;
}

function describe(thrown: unknown): string {
  if (thrown instanceof AggregateError) return thrown.errors.map(describe).join('; ');
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
}
