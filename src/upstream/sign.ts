/** Opens the credential of a request and puts it where the vendor wants it. The secret lives as long as the call. */
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Secrets, SendOptions } from '#core/ports.ts';
import type { SigningKind, WireRequest } from '#core/provider.ts';

export interface Signed {
  readonly headers: Record<string, string>;
  /** To be taken out of whatever comes back; undefined where none was sent. */
  readonly secret: string | undefined;
}

/** @throws GatewayError PROVIDER_CREDENTIAL where the secret cannot be opened or cannot stand in a header. */
export function sign(request: WireRequest, credential: SendOptions['credential'], secrets: Secrets): Signed {
  const headers: Record<string, string> = { 'accept-encoding': 'identity', ...request.headers };
  if (request.body !== undefined) headers['content-type'] ??= 'application/json';
  if (!credential) return { headers, secret: undefined };
  const secret = secrets.open(credential.id);
  // Whatever lies outside of visible ASCII is a copying mistake, and a line break would be a header of its own.
  if (!/^[\x21-\x7e]+$/.test(secret)) {
    throw new GatewayError('PROVIDER_CREDENTIAL', {
      message: 'The credential of the provider is empty or has spaces or characters that no key has; replace it.',
      internal: `Credential ${credential.id} cannot stand in a header.`,
    });
  }
  const { header, prefix } = placeOf(credential.kind);
  headers[header] = prefix + secret;
  return { headers, secret };
}

function placeOf(kind: SigningKind): { readonly header: string; readonly prefix: string } {
  switch (kind.type) {
    case 'header':
      return { header: kind.name, prefix: '' };
    case 'azure':
      return { header: 'api-key', prefix: '' };
    case 'bearer':
    case 'aws':
    case 'google':
      return { header: 'authorization', prefix: 'Bearer ' };
    default:
      return kind satisfies never;
  }
}
