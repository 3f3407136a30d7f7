/** One-time links and sessions of administrators, by the hashes of their tokens. */
import type { Actor } from '#core/actor.ts';
import { index, integerColumn, jsonColumn, table, textColumn } from '#store/columns.ts';

export const loginTokens = table('login_tokens', {
  hash: textColumn('hash').primaryKey(),
  expiresAt: integerColumn('expires_at').notNull(),
});

export const adminSessions = table(
  'admin_sessions',
  {
    hash: textColumn('hash').primaryKey(),
    actor: jsonColumn<Actor>('actor').notNull(),
    createdAt: integerColumn('created_at').notNull(),
    expiresAt: integerColumn('expires_at').notNull(),
  },
  (columns) => [index('admin_sessions_expiry').on(columns.expiresAt)],
);
