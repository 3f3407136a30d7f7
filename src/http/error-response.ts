/** An error as plain JSON, for addresses that speak no vendor's dialect. */
import type { GatewayError } from '#core/error/gateway-error.ts';
import { errorHeaders } from '#http/error-headers.ts';
import type { Exchange } from '#http/exchange.ts';
import { sendJson } from '#http/send-json.ts';

export function sendError(exchange: Exchange, error: GatewayError, callId?: string): void {
  sendJson(exchange, { status: error.facts.status, headers: errorHeaders(error), body: errorText(error, callId) });
}

export function errorText({ code, message }: GatewayError, callId?: string): string {
  return JSON.stringify({ error: { code, message, ...(callId !== undefined && { callId }) } });
}
