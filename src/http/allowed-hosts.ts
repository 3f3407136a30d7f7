/** Whether a request names this server. A page whose DNS name was pointed at our address names itself instead. */
import type { IncomingMessage } from 'node:http';
import { GatewayError } from '#core/error/gateway-error.ts';

export type HostCheck = (request: IncomingMessage) => void;

/**
 * Names without port, such as `localhost` or `[::1]`; `*` lets every name in. The check throws GatewayError:
 * MISDIRECTED for another name, INVALID_REQUEST where the request names two.
 */
export function createHostCheck(allowedHosts: readonly string[]): HostCheck {
  const names = new Set(allowedHosts.map((name) => name.toLowerCase()));
  const all = names.has('*');
  return (request) => {
    // Node keeps the first of two Host headers; a proxy before us may have read the second.
    if (countHosts(request.rawHeaders) > 1) {
      throw new GatewayError('INVALID_REQUEST', { message: 'The request has more than one Host header.' });
    }
    if (!all && !names.has(withoutPort(request.headers.host ?? ''))) throw new GatewayError('MISDIRECTED');
  };
}

function withoutPort(host: string): string {
  const end = host.indexOf(':', host.startsWith('[') ? host.indexOf(']') : 0);
  return (end === -1 ? host : host.slice(0, end)).toLowerCase();
}

function countHosts(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count;
}
