/** Reads of a Node request what says who sent it. */
import type { IncomingMessage } from 'node:http';
import type { Visitor } from '#graphql/context.ts';

export function visitorOf({ headers, socket }: IncomingMessage): Visitor {
  return {
    address: socket.remoteAddress ?? '',
    header(name) {
      const value = headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
  };
}
