/** The only way out: signs a request, sends it within the egress policy, and gives the answer as a reply. */
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Log, Secrets, SendOptions, Transport, WireReply } from '#core/ports.ts';
import type { InProcessReply, WireRequest } from '#core/provider.ts';
import { createAgents } from '#upstream/agents.ts';
import { runExchange } from '#upstream/exchange.ts';
import { playInProcess } from '#upstream/in-process.ts';
import { redactSecrets } from '#upstream/redact-secrets.ts';
import { sign } from '#upstream/sign.ts';

export interface TransportOptions {
  readonly secrets: Secrets;
  readonly log: Log;
  /** Providers that need no network, by the scheme of their URLs (without the colon). */
  readonly inProcess: ReadonlyMap<string, (request: WireRequest) => InProcessReply>;
  /** Of a whole answer. Streams have a limit for each frame instead, since nobody holds all of one. */
  readonly maxResponseBytes?: number;
}

const DEFAULT_MAX_RESPONSE_BYTES = 32 * 1024 * 1024;

export function createTransport(options: TransportOptions): Transport & { close(): Promise<void> } {
  const { secrets, log, inProcess, maxResponseBytes = DEFAULT_MAX_RESPONSE_BYTES } = options;
  const agents = createAgents(log);

  function sendOut(request: WireRequest, url: URL, options: SendOptions): Promise<WireReply> {
    const { headers, secret } = sign(request, options.credential, secrets);
    return runExchange({
      dispatcher: agents.of(options.allowPrivateNetwork, options.timeouts.connectMs),
      wire: {
        origin: url.origin,
        path: url.pathname + url.search,
        method: request.method,
        headers,
        body: request.body === undefined ? null : JSON.stringify(request.body),
      },
      options,
      maxResponseBytes,
      redact: (text) => redactSecrets(text, secret),
    });
  }

  return {
    async send(request, options) {
      const url = URL.parse(request.url);
      if (!url) throw unusable(request.url, 'is not a URL');
      const respond = inProcess.get(url.protocol.slice(0, -1));
      if (respond) return playInProcess(respond(request), options.signal);
      if (url.protocol !== 'https:' && url.protocol !== 'http:')
        throw unusable(request.url, 'is neither http nor https');
      return sendOut(request, url, options);
    },
    close: agents.close,
  };
}

function unusable(url: string, why: string): GatewayError {
  return new GatewayError('PROVIDER_UNAVAILABLE', {
    message: 'The base URL of the provider cannot be used; an administrator has to correct it.',
    internal: `${JSON.stringify(url)} ${why}.`,
  });
}
