/** Plain requests to services that are no providers, such as webhooks and key sets, within the same egress policy. */
import type { Dispatcher } from 'undici';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { HttpClient, HttpReply, HttpRequest, Log } from '#core/ports.ts';
import { createAgents } from '#upstream/agents.ts';

/** More of an answer is not read. */
const MAX_ANSWER_BYTES = 1024 * 1024;

export function createHttpClient(log: Log): HttpClient & { close(): Promise<void> } {
  const agents = createAgents(log);
  return {
    async send(request) {
      const url = URL.parse(request.url);
      if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
        throw new Error(`${JSON.stringify(request.url)} is no http(s) address.`);
      const signal = AbortSignal.any([
        AbortSignal.timeout(request.timeoutMs),
        ...(request.signal ? [request.signal] : []),
      ]);
      const agent = agents.of(request.allowPrivateNetwork, Math.min(request.timeoutMs, 10_000));
      try {
        return await read(await agent.request(optionsOf(request, url, signal)));
      } catch (thrown) {
        signal.throwIfAborted();
        // Not the error itself: what refuses a call is for its owner to say, and this one concerns a service beside it.
        throw new Error(`${url.host} gave no answer: ${describe(thrown)}`, { cause: thrown });
      }
    },
    close: agents.close,
  };
}

function optionsOf({ method, headers, body }: HttpRequest, url: URL, signal: AbortSignal): Dispatcher.RequestOptions {
  return {
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers: { 'accept-encoding': 'identity', ...headers },
    ...(body !== undefined && { body }),
    signal,
  };
}

async function read({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<HttpReply> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    size += (piece as Buffer).length;
    if (size > MAX_ANSWER_BYTES) {
      body.destroy();
      throw new Error(`The answer is larger than ${MAX_ANSWER_BYTES} bytes.`);
    }
    pieces.push(piece as Buffer);
  }
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return {
    status: statusCode,
    headers: Object.fromEntries(entries),
    body: Buffer.concat(pieces, size).toString('utf8'),
  };
}

function describe(thrown: unknown): string {
  if (thrown instanceof GatewayError) return thrown.message;
  if (thrown instanceof AggregateError) return thrown.errors.map(describe).join('; ');
  return thrown instanceof Error ? thrown.message : String(thrown);
}
