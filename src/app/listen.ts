/** Binds the listeners, and says clearly what is in the way where that does not work. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Place {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Names of the settings, for the message where the address cannot be had. */
  readonly settings: { readonly host: string; readonly port: string };
}

const SWEEP_MS = 25;

/** A start that cannot go on; its message is for the operator and names the way out. */
export class StartProblem extends Error {}

/** The URL of the listener, without a slash at its end. @throws StartProblem */
export async function listen(server: Server, { host, port, settings }: Place): Promise<string> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new StartProblem(reasonOf(cause, { host, port, settings }), { cause });
  }
  const { address, port: bound, family } = server.address() as AddressInfo; // Not a pipe: a host and a port were given.
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`;
}

function reasonOf(cause: unknown, { host, port, settings }: Place): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} of ${host} is in use by another program. Stop that one, or choose another port: ${settings.port}=${port + 1}.`;
    case 'EACCES':
      return `This user may not listen at port ${port}. Choose one above 1023 with ${settings.port}.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine. Choose another with ${settings.host}.`;
    default:
      return `Listening at ${host} port ${port} failed (${code || String(cause)}).`;
  }
}

/** Stops taking connections, and resolves when every answer under way has been given or the time is over. */
export async function closeWithin(server: Server, timeoutMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // A connection that has given its last answer would stay open for the next request.
  const sweeper = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const timer = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await closed;
  clearInterval(sweeper);
  clearTimeout(timer);
}
