/** Ready answers for the fake upstream: whole, streamed, torn, hanging and broken. */
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { Json } from '#core/json.ts';
import { seededRandom } from '#test/support/seeded-random.ts';
import type { Exchange } from '#test/support/upstream.ts';

export type Reply = (exchange: Exchange) => void | Promise<void>;

export function json(status: number, body: Json, headers: Record<string, string> = {}): Reply {
  return ({ response }) => {
    const bytes = Buffer.from(JSON.stringify(body));
    response
      .writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length, ...headers })
      .end(bytes);
  };
}

/** Any status, headers and body, word for word. */
export function raw(status: number, body: string | Uint8Array, headers: Record<string, string> = {}): Reply {
  return ({ response }) => {
    response.writeHead(status, headers).end(body);
  };
}

export interface SseOptions {
  /** Between two chunks; real time. */
  readonly delayMs?: number;
  /** Resets the connection after so many chunks. */
  readonly cutAt?: number;
  /** Leaves the stream open after the last chunk. */
  readonly hang?: boolean;
  /** Begins again after the last chunk, until the reader leaves. */
  readonly endless?: boolean;
  readonly headers?: Record<string, string>;
}

/** Writes each chunk as it is; the blank lines between events are the script's own. */
export function sse(chunks: readonly (string | Uint8Array)[], options: SseOptions = {}): Reply {
  const { delayMs = 0, cutAt, hang: open = false, endless = false, headers = {} } = options;
  return async ({ response, signal, write, cut }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', ...headers });
    response.flushHeaders();
    let sent = 0;
    do {
      for (const chunk of chunks) {
        if (signal.aborted) return;
        if (sent === cutAt) return cut();
        await write(chunk);
        sent += 1;
        await (delayMs > 0 ? wait(delayMs, undefined, { signal }).catch(() => undefined) : nextTurn());
      }
    } while (endless && !signal.aborted);
    if (sent === cutAt) return cut();
    if (!open) response.end();
  };
}

/** The answer is never begun. */
export function hang(): Reply {
  return () => undefined;
}

/** The connection is reset before an answer. */
export function reset(): Reply {
  return ({ cut }) => cut();
}

/** One body in pieces of random length, the same for the same seed, each in a write of its own. */
export function bytes(body: string | Uint8Array, seed: number, headers: Record<string, string> = {}): Reply {
  return async ({ response, write }) => {
    const random = seededRandom(seed);
    const whole = Buffer.from(body);
    response.writeHead(200, { 'content-type': 'text/event-stream', ...headers });
    for (let start = 0; start < whole.length; ) {
      const end = start + 1 + Math.floor(random() * 40);
      await write(whole.subarray(start, end));
      await nextTurn();
      start = end;
    }
    response.end();
  };
}
