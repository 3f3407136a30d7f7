/** One connection to the database file. */
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Query } from '#store/columns.ts';

export interface Connection {
  /** For what drizzle has no words for: transactions and pragmas. */
  readonly raw: Sqlite.Database;
  readonly query: Query;
}

export interface ConnectionOptions {
  readonly busyTimeoutMs: number;
  /** `full` survives a loss of power; `normal` may lose the last commits then, though not when the process is killed. */
  readonly durability: 'full' | 'normal';
  readonly onStatement?: () => void;
}

/** The file has to be there: one that was moved away is not silently begun anew. */
export function connect(file: string, { busyTimeoutMs, durability, onStatement }: ConnectionOptions): Connection {
  const raw = new Sqlite(file, { timeout: busyTimeoutMs, fileMustExist: true });
  try {
    raw.pragma('journal_mode = WAL');
    raw.pragma(`synchronous = ${durability}`);
    raw.pragma('foreign_keys = ON');
    // SQLite's own knows the case of ASCII letters only.
    raw.function('lower', { deterministic: true }, (text) => (typeof text === 'string' ? text.toLowerCase() : text));
    const database = drizzle(raw, { logger: { logQuery: () => onStatement?.() } });
    // Its statements are thenable, so that queries can be written as for a database that makes one wait.
    return { raw, query: database as unknown as Query };
  } catch (thrown) {
    raw.close();
    throw thrown;
  }
}
