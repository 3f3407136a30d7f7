/** A store of sessions that forgets them with the test. */
import type { SessionStore, StoredSession } from '#store/store.ts';

export interface MemorySessions {
  readonly sessions: SessionStore;
  /** Everything that is kept, as text. */
  dump(): string;
}

export function memorySessions(): MemorySessions {
  const tokens = new Map<string, number>();
  const kept = new Map<string, StoredSession>();
  return {
    dump: () => JSON.stringify([[...tokens], [...kept]]),
    sessions: {
      async addLoginToken(hash, expiresAt) {
        tokens.set(hash, expiresAt);
      },
      async takeLoginToken(hash, now) {
        const expiresAt = tokens.get(hash);
        tokens.delete(hash);
        return expiresAt !== undefined && expiresAt > now;
      },
      async addSession(session) {
        kept.set(session.hash, session);
      },
      async findSession(hash, now) {
        const session = kept.get(hash);
        return session && session.expiresAt > now ? session : undefined;
      },
      async extendSession(hash, expiresAt) {
        const session = kept.get(hash);
        if (session) kept.set(hash, { ...session, expiresAt });
      },
      async removeSession(hash) {
        kept.delete(hash);
      },
      async removeExpired(now) {
        for (const [hash, expiresAt] of tokens) if (expiresAt <= now) tokens.delete(hash);
        for (const [hash, session] of kept) if (session.expiresAt <= now) kept.delete(hash);
      },
    },
  };
}
