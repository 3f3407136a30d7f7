/** Reads what a token endpoint answered. https://www.rfc-editor.org/rfc/rfc6749#section-5 */
import { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, parseJson } from '#core/json.ts';
import type { WireReply } from '#core/ports.ts';
import { credentialError } from '#upstream/sign/credential-error.ts';
import type { AccessToken } from '#upstream/sign/token-request.ts';

/** @throws GatewayError PROVIDER_CREDENTIAL where it was refused; PROVIDER_UNAVAILABLE, PROVIDER_PROTOCOL */
export function readToken(reply: WireReply): AccessToken {
  if (reply.type === 'failure') throw refused(reply.failure);
  const body = reply.type === 'body' && isJsonObject(reply.body) ? reply.body : {};
  const { access_token: token, expires_in: seconds } = body;
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
    throw new GatewayError('PROVIDER_PROTOCOL', {
      message: 'The token endpoint of the provider answered without a token.',
    });
  }
  const lifetimeMs = Number(seconds) * 1_000;
  return { token, lifetimeMs: lifetimeMs > 0 && Number.isFinite(lifetimeMs) ? lifetimeMs : undefined };
}

function refused({ status, body }: { readonly status: number; readonly body: string }): GatewayError {
  if (status === 429 || status >= 500)
    return new GatewayError('PROVIDER_UNAVAILABLE', {
      message: 'The token endpoint of the provider is not available.',
      internal: body,
      upstreamStatus: status,
    });
  const parsed = parseJson(body);
  const said = isJsonObject(parsed) ? parsed.error : undefined;
  // Its code is one word of a list, such as invalid_grant; its sentence is for the log.
  const word = typeof said === 'string' && /^[a-z_]{3,40}$/.test(said) ? ` (${said})` : '';
  return credentialError(`was refused where it is exchanged for an access token${word}`, `HTTP ${status}: ${body}`);
}
