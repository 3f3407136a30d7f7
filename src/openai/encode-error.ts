/** An error in the words of the OpenAI wire. See https://platform.openai.com/docs/guides/error-codes. */
import type { GatewayError } from '#core/error/gateway-error.ts';
import type { ErrorWire } from '#doors/send-wire-error.ts';

/** JSON text; the same object ends a stream that breaks off. */
export function encodeError({ message, facts, details }: GatewayError): string {
  const param = details.issues?.[0]?.path.join('.');
  return JSON.stringify({
    error: { message, type: facts.openaiType, param: param || null, code: facts.openaiCode },
  });
}

/** `x-request-id` is where OpenAI's clients look for the id of a call. */
export const OPENAI_ERRORS: ErrorWire = {
  encodeError,
  headersOf: (callId) => ({ 'x-request-id': callId }),
};
