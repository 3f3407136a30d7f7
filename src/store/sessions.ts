/** Sessions and one-time links of administrators. */
import { and, eq, gt, lte } from 'drizzle-orm';
import type { Database } from '#store/database.ts';
import type { SessionStore } from '#store/store.ts';
import { adminSessions, loginTokens } from '#store/tables/session.ts';

export function createSessionStore({ read, write }: Database): SessionStore {
  return {
    addLoginToken: (hash, expiresAt) =>
      write(async (query) => {
        await query.insert(loginTokens).values({ hash, expiresAt });
      }),
    takeLoginToken: (hash, now) =>
      write(async (query) => {
        const taken = await query.delete(loginTokens).where(eq(loginTokens.hash, hash)).returning();
        return taken.some(({ expiresAt }) => expiresAt > now);
      }),
    addSession: (session) =>
      write(async (query) => {
        await query.insert(adminSessions).values(session);
      }),
    findSession: (hash, now) =>
      read(async (query) => {
        const alive = and(eq(adminSessions.hash, hash), gt(adminSessions.expiresAt, now));
        const [session] = await query.select().from(adminSessions).where(alive);
        return session;
      }),
    extendSession: (hash, expiresAt) =>
      write(async (query) => {
        await query.update(adminSessions).set({ expiresAt }).where(eq(adminSessions.hash, hash));
      }),
    removeSession: (hash) =>
      write(async (query) => {
        await query.delete(adminSessions).where(eq(adminSessions.hash, hash));
      }),
    removeExpired: (now) =>
      write(async (query) => {
        await query.delete(loginTokens).where(lte(loginTokens.expiresAt, now));
        await query.delete(adminSessions).where(lte(adminSessions.expiresAt, now));
      }),
  };
}
