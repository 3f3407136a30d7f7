/** Sends an error in the words of a wire. */
import type { GatewayError } from '#core/error/gateway-error.ts';
import type { ChatWire } from '#doors/chat-wire.ts';
import { errorHeaders } from '#http/error-headers.ts';
import type { Exchange } from '#http/exchange.ts';
import { sendJson } from '#http/send-json.ts';

export type ErrorWire = Pick<ChatWire, 'encodeError' | 'headersOf'>;

/** `headers` are those of the call, where it got so far as to have some. */
export function sendWireError(
  exchange: Exchange,
  { error, callId, headers }: { error: GatewayError; callId: string; headers: Readonly<Record<string, string>> },
  wire: ErrorWire,
): void {
  const all = { ...headers, ...wire.headersOf(callId), ...errorHeaders(error) };
  sendJson(exchange, { status: error.facts.status, headers: all, body: wire.encodeError(error, callId) });
}
