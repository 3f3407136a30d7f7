/** The HTTP server: strict about what it reads, safe about what it sends, and alive whatever a handler throws. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { toGatewayError } from '#core/error/gateway-error.ts';
import type { Log } from '#core/ports.ts';
import { createHostCheck } from '#http/allowed-hosts.ts';
import { sendError } from '#http/error-response.ts';
import { type Exchange, type Handler, openExchange } from '#http/exchange.ts';
import { refuseConnection, refuseUnreadable } from '#http/refuse-connection.ts';
import { SECURITY_HEADERS } from '#http/security-headers.ts';

export interface ListenerOptions {
  readonly handle: Handler;
  /** Takes requests to switch to another protocol, once their host is known to be ours. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Names without port, such as `localhost` or `[::1]`; `*` lets every name in. */
  readonly allowedHosts: readonly string[];
  readonly maxConnections?: number;
  readonly log: Log;
}

const PARSER = {
  insecureHTTPParser: false,
  requireHostHeader: true,
  maxHeaderSize: 16 * 1_024,
  headersTimeout: 15_000,
  /** For the whole request, body included; the answer may take as long as it likes. */
  requestTimeout: 60_000,
  /** Above the idle time of usual proxies, so that they close first and never send into a closing connection. */
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 5_000,
} as const;

export function createListener({ handle, upgrade, allowedHosts, maxConnections, log }: ListenerOptions): Server {
  const checkHost = createHostCheck(allowedHosts);
  const answering = new WeakMap<Duplex, ServerResponse>();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    answering.set(request.socket, response);
    response.on('error', (error) => log.warn('An answer could not be sent.', { error }));
    response.setHeaders(SECURITY_HEADERS as Map<string, string>); // Node's type wants it mutable; it only reads.
    const exchange = openExchange(request, response);
    try {
      checkHost(request);
      await handle(exchange);
    } catch (thrown) {
      refuse(exchange, thrown, log);
    }
  }

  const server = createServer(PARSER, (request, response) => void serve(request, response));
  if (maxConnections !== undefined) server.maxConnections = maxConnections;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const response = answering.get(socket);
    // Into a half-written answer nothing else may be written.
    if (error.code === 'ECONNRESET' || (response?.headersSent && !response.writableFinished)) socket.destroy();
    else refuseUnreadable(socket, error);
  });
  if (upgrade) {
    server.on('upgrade', (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      try {
        checkHost(request);
        upgrade(request, socket, head);
      } catch (thrown) {
        const error = toGatewayError(thrown);
        if (error.code === 'INTERNAL') log.error('An upgrade failed.', { error: thrown });
        refuseConnection(socket, error);
      }
    });
  }
  return server;
}

function refuse(exchange: Exchange, thrown: unknown, log: Log): void {
  const error = toGatewayError(thrown);
  const { response, method, path } = exchange;
  if (error.code === 'INTERNAL') log.error('A request failed.', { method, path, error: thrown });
  if (response.headersSent) response.destroy();
  else sendError(exchange, error);
}
