/** An error in the words of Anthropic's wire. See https://docs.anthropic.com/en/api/errors. */
import type { GatewayError } from '#core/error/gateway-error.ts';
import type { ErrorWire } from '#doors/send-wire-error.ts';

const TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  405: 'invalid_request_error',
  413: 'request_too_large',
  415: 'invalid_request_error',
  421: 'invalid_request_error',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
};

/** JSON text; the same object ends a stream that breaks off. */
export function encodeError({ message, facts }: GatewayError, callId: string): string {
  const type = TYPES[facts.status] ?? 'api_error';
  return JSON.stringify({ type: 'error', error: { type, message }, request_id: callId });
}

/** `request-id` is where Anthropic's clients look for the id of a call. */
export const ANTHROPIC_ERRORS: ErrorWire = {
  encodeError,
  headersOf: (callId) => ({ 'request-id': callId }),
};
