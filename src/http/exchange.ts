/** One request with its response, as every handler gets it. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  /** As sent, without the query; percent signs are not decoded. */
  readonly path: string;
  /** What stands behind the question mark; empty where there is none. */
  readonly query: string;
  /** Network address of the peer. */
  readonly address: string;
  /** A header of the request by lower-case name. */
  header(name: string): string | undefined;
}

/** Answers the exchange. What it throws or rejects with is answered by the listener. */
export type Handler = (exchange: Exchange) => Promise<void> | void;

const MAPPED_IPV4 = '::ffff:';

export function openExchange(request: IncomingMessage, response: ServerResponse): Exchange {
  const { url = '/', method = '', headers } = request;
  const mark = url.indexOf('?');
  return {
    request,
    response,
    method,
    path: mark === -1 ? url : url.slice(0, mark),
    query: mark === -1 ? '' : url.slice(mark + 1),
    address: addressOf(request),
    header(name) {
      const value = headers[name];
      return typeof value === 'object' ? value.join(', ') : value;
    },
  };
}

/** An IPv4 peer of a socket that listens on IPv6 keeps its IPv4 address, so that it is counted as one. */
function addressOf({ socket }: IncomingMessage): string {
  const address = socket.remoteAddress ?? '';
  return address.startsWith(MAPPED_IPV4) ? address.slice(MAPPED_IPV4.length) : address;
}
