/** A vendor of the tests' own: a real HTTP server whose answers each test scripts and whose sockets it can watch. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Json, parseJson } from '#core/json.ts';
import { json, type Reply } from '#test/support/upstream-replies.ts';

export { bytes, hang, json, type Reply, raw, reset, sse } from '#test/support/upstream-replies.ts';

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Parsed where it is JSON, else its text. */
  readonly body: Json;
  /** Who ended the exchange; undefined while it runs. `server` means that the answer was sent or cut by the script. */
  readonly closedBy: 'client' | 'server' | undefined;
  /** `performance.now()` of the end. */
  readonly closedAt: number | undefined;
  /** Bytes of body handed to the socket so far. */
  readonly bytesWritten: number;
  /** True while the reader takes nothing and the script waits for it. */
  readonly paused: boolean;
}

export interface Upstream {
  /** Without a slash at its end. */
  readonly url: string;
  /** In the order in which they came. */
  readonly requests: readonly RecordedRequest[];
  /** Chooses the answer of each later request. */
  on(handler: (request: RecordedRequest, index: number) => Reply): void;
  /** Resolves when the request with this index has arrived whole. */
  received(index: number): Promise<RecordedRequest>;
  /** Resolves when its exchange is over, whoever ended it. */
  requestClosed(index: number): Promise<RecordedRequest>;
  /** Resolves when the reader of its answer has stopped reading. */
  requestPaused(index: number): Promise<RecordedRequest>;
  close(): Promise<void>;
}

/** What a reply writes with. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborted when the exchange is over. */
  readonly signal: AbortSignal;
  /** Resolves when the reader is ready for more, or gone. */
  write(chunk: string | Uint8Array): Promise<void>;
  /** Resets the connection. */
  cut(): void;
}

/** A reader that takes nothing for so long has stopped, and is not merely slow. */
const STANDSTILL_MS = 250;

type Moment = 'received' | 'closed' | 'paused';
type Track = { -readonly [Key in keyof RecordedRequest]: RecordedRequest[Key] };

export async function createUpstream(): Promise<Upstream> {
  const requests: Track[] = [];
  const waiting = new Map<string, PromiseWithResolvers<RecordedRequest>>();
  let handler: (request: RecordedRequest, index: number) => Reply = () =>
    json(500, { error: 'No reply was scripted.' });

  function moment(index: number, name: Moment): PromiseWithResolvers<RecordedRequest> {
    const key = `${index} ${name}`;
    const known = waiting.get(key) ?? Promise.withResolvers<RecordedRequest>();
    waiting.set(key, known);
    return known;
  }

  const server = createServer(async (request, response) => {
    const track = await record(request);
    const index = requests.push(track) - 1;
    const reach = (name: Moment) => moment(index, name).resolve(track);
    const exchange = openExchange(request, response, track, reach);
    reach('received');
    await handler(track, index)(exchange);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    on(next) {
      handler = next;
    },
    received: (index) => moment(index, 'received').promise,
    requestClosed: (index) => moment(index, 'closed').promise,
    requestPaused: (index) => moment(index, 'paused').promise,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function record(request: IncomingMessage): Promise<Track> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString('utf8');
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    body: parseJson(text) ?? text,
    closedBy: undefined,
    closedAt: undefined,
    bytesWritten: 0,
    paused: false,
  };
}

function openExchange(
  request: IncomingMessage,
  response: ServerResponse,
  track: Track,
  reach: (name: Moment) => void,
): Exchange {
  const over = new AbortController();
  let cutByScript = false;
  response.once('close', () => {
    track.closedBy = cutByScript || response.writableEnded ? 'server' : 'client';
    track.closedAt = performance.now();
    track.paused = false;
    over.abort();
    reach('closed');
  });
  return {
    request,
    response,
    signal: over.signal,
    async write(chunk) {
      track.bytesWritten += Buffer.byteLength(chunk);
      if (over.signal.aborted || response.write(chunk)) return;
      const timer = setTimeout(() => {
        track.paused = true;
        reach('paused');
      }, STANDSTILL_MS);
      await drained(response);
      clearTimeout(timer);
      track.paused = false;
    },
    cut() {
      cutByScript = true;
      request.socket.resetAndDestroy();
    },
  };
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.once('drain', go).once('close', go);
  });
}
