/** An error in the words of the OpenAI wire. See https://platform.openai.com/docs/guides/error-codes. */
import type { GatewayError } from '#core/error/gateway-error.ts';
import { errorHeaders } from '#http/error-headers.ts';
import type { Exchange } from '#http/exchange.ts';
import { sendJson } from '#http/send-json.ts';

/** JSON text; the same object ends a stream that breaks off. */
export function encodeError({ message, facts, details }: GatewayError): string {
  const param = details.issues?.[0]?.path.join('.');
  return JSON.stringify({
    error: { message, type: facts.openaiType, param: param || null, code: facts.openaiCode },
  });
}

/** `headers` are those of the call, where it got so far as to have some. */
export function sendOpenaiError(
  exchange: Exchange,
  error: GatewayError,
  headers?: Readonly<Record<string, string>>,
): void {
  const all = { ...headers, ...errorHeaders(error) };
  sendJson(exchange, { status: error.facts.status, headers: all, body: encodeError(error) });
}
