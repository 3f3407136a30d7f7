/** Brings the tables of a database up to this program; refuses one that a newer program has written. */
import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { Connection } from '#store/connection.ts';
import { StoreProblem } from '#store/store-problem.ts';

const FOLDER = fileURLToPath(new URL('../../drizzle/sqlite', import.meta.url));
/** The journal that drizzle-kit knows too. */
const JOURNAL = '__drizzle_migrations';

/** Waits for nobody: where another holds the lock, it throws what SQLite throws. @throws StoreProblem */
export function migrate({ raw }: Connection, file: string): void {
  const known = readMigrationFiles({ migrationsFolder: FOLDER });
  raw.exec('BEGIN IMMEDIATE');
  try {
    refuseStrangers(raw, file);
    raw.exec(`CREATE TABLE IF NOT EXISTS ${JOURNAL} (id integer PRIMARY KEY, hash text NOT NULL, created_at numeric)`);
    const done = new Set(raw.prepare<[], number>(`SELECT created_at FROM ${JOURNAL}`).pluck().all());
    const unknown = [...done].filter((at) => known.every(({ folderMillis }) => folderMillis !== at));
    if (unknown.length > 0) throw new StoreProblem(newerMessage(file, unknown.length));
    for (const { sql, folderMillis, hash } of known) {
      if (done.has(folderMillis)) continue;
      for (const statement of sql) raw.exec(statement);
      raw.prepare(`INSERT INTO ${JOURNAL} (hash, created_at) VALUES (?, ?)`).run(hash, folderMillis);
    }
    raw.exec('COMMIT');
  } catch (thrown) {
    if (raw.inTransaction) raw.exec('ROLLBACK');
    throw thrown;
  }
}

function refuseStrangers(raw: Connection['raw'], file: string): void {
  const tables = raw.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  if (tables.length === 0 || tables.includes(JOURNAL)) return;
  throw new StoreProblem(`${file} is a database of another program. Give another folder with GATEHOUSE_DATA_DIR.`);
}

function newerMessage(file: string, count: number): string {
  const changes = count === 1 ? 'a change' : `${count} changes`;
  return `${file} was written by a newer Gatehouse: it has ${changes} that this version does not know. Start the newer version, or put back a backup from before the upgrade.`;
}
