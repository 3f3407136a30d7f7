/** Answers on the bare socket where there is no response object: bytes that are not HTTP, and refused upgrades. */
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayError } from '#core/error/gateway-error.ts';
import { errorText } from '#http/error-response.ts';

export function refuseConnection(socket: Duplex, error: GatewayError, status = error.facts.status): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = errorText(error);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}`,
    'connection: close',
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
  ].join('\r\n');
  socket.end(`${head}\r\n\r\n${body}`, () => socket.destroy());
}

/** What the HTTP parser could not read. The status may be finer than that of the code. */
export function refuseUnreadable(socket: Duplex, { code }: NodeJS.ErrnoException): void {
  const { status, message } = UNREADABLE[code ?? ''] ?? { status: 400, message: 'The request is not valid HTTP.' };
  refuseConnection(socket, new GatewayError('INVALID_REQUEST', { message }), status);
}

const UNREADABLE: Readonly<Record<string, { status: number; message: string }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, message: 'The request took too long to arrive.' },
  HPE_HEADER_OVERFLOW: { status: 431, message: 'The headers of the request are too large.' },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, message: 'The chunk extensions of the request are too large.' },
};
