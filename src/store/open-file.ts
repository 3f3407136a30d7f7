/** Opens the database file, making it and its folder for this user alone, and says clearly what is in the way. */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Database, openDatabase } from '#store/database.ts';
import { migrate } from '#store/migrate.ts';
import { retryWhileLocked } from '#store/retry-while-locked.ts';
import { StoreProblem } from '#store/store-problem.ts';
import { sqliteCode } from '#store/unavailable.ts';

const LOCK_PATIENCE_MS = 3_000;

/** @throws StoreProblem */
export async function openFile(file: string): Promise<Database> {
  const open = () => openDatabase(file, (writer) => migrate(writer, file));
  try {
    makeFile(file);
    return await retryWhileLocked(open, performance.now() + LOCK_PATIENCE_MS);
  } catch (thrown) {
    if (thrown instanceof StoreProblem) throw thrown;
    throw new StoreProblem(messageOf(thrown, file), { cause: thrown });
  }
}

function makeFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    // SQLite gives the files beside it the same rights.
    closeSync(openSync(file, 'wx', 0o600));
  } catch (thrown) {
    // One that is there is left alone: to close it here would take away the locks that this process has on it.
    if (codeOf(thrown) !== 'EEXIST') throw thrown;
  }
}

function messageOf(thrown: unknown, file: string): string {
  const code = sqliteCode(thrown) ?? codeOf(thrown);
  switch (/^(?:SQLITE_[A-Z]+|E[A-Z]+)/.exec(code)?.[0]) {
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return `${file} is locked by another program. End that one (a database browser, a backup?) and start again.`;
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
      return `${file} is not a database, or a damaged one. Put back a backup, or move it away to begin with an empty one.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
      return `This user cannot write ${file} (${code}). Give it that folder, or another one with GATEHOUSE_DATA_DIR.`;
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EISDIR':
      return `${file} cannot be made, because something else is in its place (${code}). Give another folder with GATEHOUSE_DATA_DIR.`;
    case 'ENOSPC':
    case 'SQLITE_FULL':
      return `There is no room left on the disk of ${file}. Make some and start again.`;
    default:
      return `${file} cannot be opened (${code}).`;
  }
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
}
