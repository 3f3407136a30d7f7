/** A vendor of the tests' own on a real socket, the adapter that speaks its wire, and a transport that reaches it. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { ChatEvent } from '#core/chat/event.ts';
import { foldChat } from '#core/chat/fold.ts';
import { textOf } from '#core/chat/request.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, type Json, parseJson } from '#core/json.ts';
import type { Transport, WireReply } from '#core/ports.ts';
import { defineProvider, type Frame } from '#core/provider.ts';

export interface Vendor {
  readonly url: string;
  /** Bodies of the requests it got, in order. */
  readonly bodies: Json[];
  /** Requests that are being answered now. */
  open(): number;
  /** Resolves once no request is open any more. */
  idle(): Promise<void>;
  /** Bytes of answers that it has written so far. */
  written(): number;
  close(): Promise<void>;
}

/** Answers by the name of the model: `echo` word by word, `stall` one word and then nothing, `flood` without end, `broken` 500. */
export async function startVendor(): Promise<Vendor> {
  const bodies: Json[] = [];
  let open = 0;
  let written = 0;
  let waiting: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    open += 1;
    response.once('close', () => {
      open -= 1;
      if (open > 0) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    });
    const body = await readJson(request);
    bodies.push(body);
    await answer(body, response, (bytes) => {
      written += bytes;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    bodies,
    open: () => open,
    idle: () => (open === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    written: () => written,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(body: Json, response: ServerResponse, count: (bytes: number) => void): Promise<void> {
  const { model, prompt } = isJsonObject(body) ? body : {};
  if (model === 'broken') {
    response.writeHead(500, { 'content-type': 'text/plain' }).end('secret stack trace of the vendor');
    return;
  }
  const send = (text: string) => {
    const frame = `data: ${JSON.stringify({ text })}\n\n`;
    count(frame.length);
    return response.write(frame);
  };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if (model === 'stall') {
    send('One ');
    return;
  }
  if (model === 'flood') {
    const chunk = 'x'.repeat(20_000);
    const closed = once(response, 'close');
    while (!response.destroyed) if (!send(chunk)) await Promise.race([drained(response), closed]);
    return;
  }
  for (const word of String(prompt).split(' ')) send(`${word} `);
  response.end('data: [end]\n\n');
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => response.once('drain', () => resolve()));
}

async function readJson(request: IncomingMessage): Promise<Json> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return parseJson(text) ?? null;
}

const USAGE = { inputTokens: 3, outputTokens: 4, estimated: false };

export const testProvider = defineProvider({
  id: 'test-vendor',
  title: 'Test vendor',
  docsUrl: 'http://127.0.0.1/',
  options: z.object({}),
  credential: { type: 'none' },
  framing: 'sse',
  suggestedModels: ['echo'],
  encode: ({ request, upstreamModel, baseUrl }) => {
    const prompt = request.messages.map((message) => textOf(message.content)).join('\n');
    const warnings =
      request.sampling.seed === undefined ? [] : [{ setting: 'seed', message: 'The test vendor has no seed.' }];
    return { wire: { method: 'POST', url: baseUrl, headers: {}, body: { model: upstreamModel, prompt } }, warnings };
  },
  // Its wire is a stream either way; for a whole answer the transport below has folded it.
  decodeResult: (body) => body as ChatResult,
  createDecoder() {
    let started = false;
    return {
      push({ data }) {
        const start: ChatEvent[] = started
          ? []
          : [{ type: 'start', id: 'vendor-1', model: 'vendor-model', warnings: [] }];
        started = true;
        if (data === '[end]') {
          return [
            ...start,
            { type: 'choice-finish', choice: 0, reason: { unified: 'stop', raw: 'end' } },
            { type: 'finish', usage: USAGE },
          ];
        }
        return [...start, { type: 'text-delta', choice: 0, text: (JSON.parse(data) as { text: string }).text }];
      },
      end: () => [],
    };
  },
  decodeError: ({ status }) => new GatewayError('PROVIDER_UNAVAILABLE', { upstreamStatus: status }),
});

export const testTransport: Transport = {
  send: (wire, { signal, framing }) =>
    new Promise<WireReply>((resolve, reject) => {
      const failed = (error: Error) => {
        reject(signal.aborted ? signal.reason : new GatewayError('PROVIDER_UNAVAILABLE', { cause: error }));
      };
      const request = sendRequest(
        wire.url,
        { method: wire.method, signal, headers: { 'content-type': 'application/json' } },
        async (response) => {
          try {
            if (response.statusCode !== 200) {
              resolve({ type: 'failure', failure: { status: response.statusCode ?? 0, headers: {}, body: '' } });
              response.resume();
            } else if (framing) resolve({ type: 'frames', frames: framesOf(response) });
            else resolve({ type: 'body', body: await foldFrames(framesOf(response)) });
          } catch (error) {
            failed(error as Error);
          }
        },
      );
      request.on('error', failed);
      request.end(JSON.stringify(wire.body));
    }),
};

async function* framesOf(response: IncomingMessage): AsyncGenerator<readonly Frame[]> {
  let rest = '';
  response.setEncoding('utf8');
  for await (const chunk of response) {
    const parts = (rest + chunk).split('\n\n');
    rest = parts.pop() ?? '';
    yield parts.map((part) => ({ event: null, data: part.slice('data: '.length) }));
  }
}

async function foldFrames(frames: AsyncIterable<readonly Frame[]>) {
  const decoder = testProvider.createDecoder();
  async function* events() {
    for await (const batch of frames) yield batch.flatMap((frame) => decoder.push(frame));
  }
  return foldChat(events());
}
