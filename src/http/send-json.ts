/** Sends one JSON answer, and makes sure that it arrives where the request is still being sent. */
import type { Exchange } from '#http/exchange.ts';

export interface JsonAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body: string;
}

/** What remains of a request body up to here is read and thrown away, which keeps the connection. */
const SHORT_BODY_BYTES = 64 * 1_024;
const LINGER_MS = 1_000;

export function sendJson({ request, response }: Exchange, { status, headers, body }: JsonAnswer): void {
  if (response.destroyed) return;
  const length = Buffer.byteLength(body);
  const lingers = !request.complete && !isShort(request.headers);
  response.writeHead(status, {
    ...headers,
    'content-type': 'application/json; charset=utf-8',
    'content-length': length,
    ...(lingers && { connection: 'close' }),
  });
  if (lingers) linger({ request, response }, body);
  else response.end(body);
}

function isShort({ 'content-length': length, 'transfer-encoding': encoding }: Exchange['request']['headers']): boolean {
  return encoding === undefined && Number(length ?? 0) <= SHORT_BODY_BYTES;
}

/**
 * Closing a socket with unread bytes resets it, and the reset can overtake the answer. So the answer is written whole,
 * and the rest of the body goes nowhere for a moment before the connection is closed.
 */
function linger({ request, response }: Pick<Exchange, 'request' | 'response'>, body: string): void {
  const close = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(close, LINGER_MS);
  request.once('end', close).once('error', close).once('close', close);
  response.once('close', close);
  response.write(body);
  request.resume();
}
