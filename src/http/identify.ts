/** Says who calls, from the key in the request and the snapshot alone. */
import type { Caller } from '#core/caller.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Snapshot } from '#core/snapshot.ts';
import { parseApiKey } from '#http/api-key.ts';
import type { KeyHasher } from '#http/key-hasher.ts';

export interface Visitor {
  readonly address: string;
  /** A header of the request by lower-case name. */
  header(name: string): string | undefined;
}

/** Stands in for the hash of a key that does not exist, so that looking for one takes as long as checking one. */
const NO_HASH: readonly string[] = ['A'.repeat(43)];

/** https://www.rfc-editor.org/rfc/rfc7515#section-7.1: three parts, the first of which is a JSON object. */
const TOKEN = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Anonymous where no key was sent, or a JSON Web Token, which only a plugin can judge. `now` is in milliseconds since 1970.
 * @throws GatewayError UNAUTHENTICATED, the same for every reason.
 */
export function identify(visitor: Visitor, snapshot: Snapshot, hasher: KeyHasher, now: number): Caller {
  const { address } = visitor;
  const sent = sentKey(visitor);
  if (sent === undefined || TOKEN.test(sent)) return { type: 'anonymous', address };
  const parsed = parseApiKey(sent);
  if (!parsed) throw new GatewayError('UNAUTHENTICATED', { internal: 'The key is malformed.' });
  const known = snapshot.keys.get(parsed.publicId);
  const hashes = known?.hashes.filter(({ until }) => until > now).map(({ hash }) => hash) ?? NO_HASH;
  const matches = hasher.matches(parsed.secret, hashes);
  if (!known || !matches) throw new GatewayError('UNAUTHENTICATED', { internal: 'The key is unknown.' });
  const { caller: key, consumer } = known;
  if (key.expiresAt !== null && key.expiresAt <= now) {
    throw new GatewayError('UNAUTHENTICATED', { internal: `The key ${key.id} has expired.` });
  }
  return { type: 'key', key, consumer, address };
}

/** The places where clients of the usual vendors put their key. */
function sentKey({ header }: Visitor): string | undefined {
  const authorization = header('authorization');
  if (authorization === undefined) return header('x-api-key') ?? header('api-key');
  return /^bearer /i.test(authorization) ? authorization.slice('bearer '.length).trim() : authorization;
}
