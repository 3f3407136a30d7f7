/** Ties one `ws` socket to graphql-ws: messages in, messages out at the reader's pace, and a pulse that finds dead peers. */
import type { WebSocket as ProtocolSocket } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Log } from '#core/ports.ts';

const PULSE_MS = 12_000;

export function attachSocket(
  socket: WebSocket,
  open: (peer: ProtocolSocket) => (code: number, reason: string) => Promise<void>,
  log: Log,
): void {
  const stopPulse = startPulse(socket);
  const fail = (error: unknown) => {
    log.warn('A GraphQL socket failed.', { error });
    socket.close(4500, 'Internal server error');
  };
  const closed = open({
    protocol: socket.protocol,
    // Resolved when the bytes have left, so that a reader that stops reading pauses the provider.
    send: (data) =>
      new Promise((resolve) => {
        if (socket.readyState === socket.OPEN) socket.send(data, () => resolve());
        else resolve();
      }),
    close: (code, reason) => socket.close(code, reason),
    onMessage: (handle) => {
      socket.on('message', (data) => {
        handle(String(data)).catch(fail);
      });
    },
  });
  socket.on('error', fail);
  socket.once('close', (code, reason) => {
    stopPulse();
    closed(code, String(reason)).catch((error: unknown) => log.warn('A GraphQL socket did not end well.', { error }));
  });
}

function startPulse(socket: WebSocket): () => void {
  let alive = true;
  socket.on('pong', () => {
    alive = true;
  });
  const timer = setInterval(() => {
    if (!alive) socket.terminate();
    alive = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  }, PULSE_MS);
  timer.unref();
  return () => clearInterval(timer);
}
