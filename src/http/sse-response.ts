/** Writes server-sent events at the reader's pace, and keeps quiet connections open. */
import type { ServerResponse } from 'node:http';

export interface SseResponse {
  /**
   * Writes whole frames in one piece. Gives a promise only where the reader is behind: it resolves when the reader has
   * caught up or is gone. Whoever waits for it before fetching more pauses the source.
   */
  write(frames: string): Promise<void> | undefined;
  end(): void;
}

export interface SseOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** Silence after which a comment is sent, so that proxies do not close the connection. */
  readonly pingMs?: number;
}

const PING_MS = 15_000;
const PING = ':\n\n';

export function openSse(response: ServerResponse, { headers, pingMs = PING_MS }: SseOptions): SseResponse {
  response.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    // nginx holds answers back by default; see https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering
    'x-accel-buffering': 'no',
  });
  const pulse = setInterval(() => {
    if (!response.destroyed && !response.writableNeedDrain) response.write(PING);
  }, pingMs);
  response.once('close', () => clearInterval(pulse));

  return {
    write(frames) {
      if (frames === '' || response.destroyed) return undefined;
      pulse.refresh();
      return response.write(frames) ? undefined : drained(response);
    },
    end() {
      clearInterval(pulse);
      if (!response.destroyed) response.end();
    },
  };
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.once('drain', done).once('close', done);
  });
}
