/** Tells what a failure of SQLite means: wait for another's lock, go on without the store, or a mistake of ours. */
import Sqlite from 'better-sqlite3';
import { GatewayError } from '#core/error/gateway-error.ts';

/** Primary codes of what is wrong with the file, the disk or the neighbours, and not with the statement. */
const OUTSIDE = /^SQLITE_(?:BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|CORRUPT|NOTADB|PERM|PROTOCOL|NOMEM)/;

export function sqliteCode(thrown: unknown): string | undefined {
  if (thrown instanceof Sqlite.SqliteError) return thrown.code;
  return thrown instanceof Error && thrown.cause !== undefined ? sqliteCode(thrown.cause) : undefined;
}

export function isLocked(thrown: unknown): boolean {
  return /^SQLITE_(?:BUSY|LOCKED)/.test(sqliteCode(thrown) ?? '');
}

/** STORE_UNAVAILABLE for trouble that is not the statement's fault; anything else comes back as it is. */
export function toStoreFailure(thrown: unknown): unknown {
  const code = sqliteCode(thrown);
  if (code === undefined || !OUTSIDE.test(code)) return thrown;
  return new GatewayError('STORE_UNAVAILABLE', { internal: code, cause: thrown });
}

export function storeClosed(): GatewayError {
  return new GatewayError('STORE_UNAVAILABLE', { internal: 'The store is closed.' });
}
