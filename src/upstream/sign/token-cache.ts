/** Access tokens, each asked for once and kept until shortly before its end. */
import { createHash } from 'node:crypto';
import type { AccessToken } from '#upstream/sign/token-request.ts';

export interface TokenCache {
  /** The token of this secret; whoever comes while it is asked for waits for the same one. */
  get(secret: string, ask: () => Promise<AccessToken>): Promise<string>;
  /** Forgets a token that was refused, unless a newer one has taken its place. */
  drop(secret: string, token: string): void;
}

interface Entry {
  readonly token: Promise<string>;
  value: string | undefined;
  freshUntil: number;
}

/** What an endpoint means that does not say. */
const DEFAULT_LIFETIME_MS = 5 * 60_000;
/** A call that begins now should still end in time. */
const MARGIN_MS = 60_000;
const MAX_ENTRIES = 1_000;

export function createTokenCache(now: () => number): TokenCache {
  const entries = new Map<string, Entry>();

  const askFor = (key: string, ask: () => Promise<AccessToken>): Entry => {
    const entry: Entry = {
      token: ask().then(
        ({ token, lifetimeMs = DEFAULT_LIFETIME_MS }) => {
          entry.value = token;
          entry.freshUntil = now() + lifetimeMs - Math.min(MARGIN_MS, lifetimeMs / 2);
          return token;
        },
        (thrown: unknown) => {
          if (entries.get(key) === entry) entries.delete(key);
          throw thrown;
        },
      ),
      value: undefined,
      freshUntil: Number.POSITIVE_INFINITY,
    };
    const [oldest] = entries.keys();
    if (entries.size >= MAX_ENTRIES && oldest !== undefined) entries.delete(oldest);
    entries.set(key, entry);
    return entry;
  };

  return {
    get(secret, ask) {
      const key = keyOf(secret);
      const known = entries.get(key);
      const fresh = known && known.freshUntil > now() ? known : undefined;
      return (fresh ?? askFor(key, ask)).token;
    },
    drop(secret, token) {
      const key = keyOf(secret);
      if (entries.get(key)?.value === token) entries.delete(key);
    },
  };
}

/** A replaced secret is another one, whatever its credential is called. */
function keyOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}
