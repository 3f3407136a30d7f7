/** The only way out: signs a request, sends it within the egress policy, and gives the answer as a reply. */
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Log, Secrets, SendOptions, Transport, WireReply } from '#core/ports.ts';
import type { InProcessReply, WireRequest } from '#core/provider.ts';
import { createAgents } from '#upstream/agents.ts';
import { runExchange } from '#upstream/exchange.ts';
import { playInProcess } from '#upstream/in-process.ts';
import { redactSecrets } from '#upstream/redact-secrets.ts';
import { credentialError } from '#upstream/sign/credential-error.ts';
import { createSigner, type Signed } from '#upstream/sign/sign.ts';
import type { TokenRequest } from '#upstream/sign/token-request.ts';

export interface TransportOptions {
  readonly secrets: Secrets;
  readonly log: Log;
  /** Providers that need no network, by the scheme of their URLs (without the colon). */
  readonly inProcess: ReadonlyMap<string, (request: WireRequest) => InProcessReply>;
  /** Milliseconds since 1970; the machine's clock where absent. */
  readonly now?: () => number;
  /** Of a whole answer. Streams have a limit for each frame instead, since nobody holds all of one. */
  readonly maxResponseBytes?: number;
}

const TOKEN_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_RESPONSE_BYTES = 32 * 1024 * 1024;

export function createTransport(options: TransportOptions): Transport & { close(): Promise<void> } {
  const { secrets, log, inProcess, now = Date.now, maxResponseBytes = DEFAULT_MAX_RESPONSE_BYTES } = options;
  const agents = createAgents(log);
  const signer = createSigner({ secrets, now, postForm });

  async function sendOut(request: WireRequest, url: URL, options: SendOptions): Promise<WireReply> {
    const first = await signer.sign(request, url, options);
    const reply = await exchange(request.method, url, first, options);
    const isRefused = reply.type === 'failure' && reply.failure.status === 401;
    if (!isRefused || !first.dropToken) return reply;
    // A token can end before its time; a new one that is refused too is the vendor's last word.
    first.dropToken();
    return exchange(request.method, url, await signer.sign(request, url, options), options);
  }

  function exchange(
    method: WireRequest['method'],
    url: URL,
    { headers, body, secrets }: Signed,
    options: SendOptions,
  ): Promise<WireReply> {
    return runExchange({
      dispatcher: agents.of(options.allowPrivateNetwork, options.timeouts.connectMs),
      wire: { origin: url.origin, path: url.pathname + url.search, method, headers, body },
      options,
      maxResponseBytes,
      redact: (text) => redactSecrets(text, secrets),
    });
  }

  async function postForm(request: TokenRequest, options: SendOptions): Promise<WireReply> {
    const url = URL.parse(request.url);
    if (!url || !isUsableForTokens(url, options)) throw unusableForTokens();
    const headers = { 'accept-encoding': 'identity', 'content-type': 'application/x-www-form-urlencoded' };
    const body = Buffer.from(new URLSearchParams(request.form).toString());
    const { allowPrivateNetwork, timeouts } = options;
    // Whoever asked first may leave while others wait; the time limits end it in any case.
    const { signal } = new AbortController();
    const limits = { ...timeouts, totalMs: Math.min(timeouts.totalMs, TOKEN_TIMEOUT_MS) };
    return exchange(
      'POST',
      url,
      { headers, body, secrets: request.secrets },
      { allowPrivateNetwork, timeouts: limits, signal },
    );
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

/** Without TLS anybody on the way would have the secret; a server of one's own may do without. */
function isUsableForTokens({ protocol }: URL, { allowPrivateNetwork }: SendOptions): boolean {
  return protocol === 'https:' || (protocol === 'http:' && allowPrivateNetwork);
}

function unusableForTokens(): GatewayError {
  return credentialError('names a token address in its JSON that is not https', 'The token address cannot be used.');
}

function unusable(url: string, why: string): GatewayError {
  return new GatewayError('PROVIDER_UNAVAILABLE', {
    message: 'The base URL of the provider cannot be used; an administrator has to correct it.',
    internal: `${JSON.stringify(url)} ${why}.`,
  });
}
