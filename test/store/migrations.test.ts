/** The migrations that are committed are what the tables say, and they take along what older versions have written. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import { HOUR_MS, STARTED_AT } from '#test/store/a-call.ts';
import { storeRoom } from '#test/store/store-room.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test('generating the migrations anew changes nothing', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-migrations-'));
  context.after(() => rm(folder, { recursive: true }));
  await cp(join(ROOT, 'drizzle/sqlite'), folder, { recursive: true });
  const before = await readdir(folder, { recursive: true });
  const drizzleKit = join(ROOT, 'node_modules/drizzle-kit/bin.cjs');
  // drizzle-kit takes no absolute path.
  const out = relative(ROOT, folder);
  const options = ['generate', '--dialect', 'sqlite', '--schema', './src/store/tables/*.ts', '--out', out];
  const { stdout } = await promisify(execFile)(process.execPath, [drizzleKit, ...options], { cwd: ROOT });
  assert.match(stdout, /No schema changes/);
  assert.deepEqual(await readdir(folder, { recursive: true }), before);
});

test('calls from before there were prices are counted as calls whose cost is not known', async (context) => {
  const room = await storeRoom(context);
  await mkdir(dirname(room.file), { recursive: true });
  const raw = new Sqlite(room.file);
  await migrateTo(raw, '0001_find_usage');
  const hour = STARTED_AT - (STARTED_AT % HOUR_MS);
  raw.prepare("INSERT INTO usage_hours VALUES (?, 'key_1', '', '', '', 7, 1, 20, 30)").run(hour);
  raw
    .prepare(
      "INSERT INTO calls VALUES ('chat_1', 'openai', ?, ?, 'succeeded', NULL, 'key_1', NULL, NULL, NULL, '', 0, NULL, 20, 30, NULL, 1, 1, 'disabled', '[]', '[]', '[]', 1)",
    )
    .run(STARTED_AT, STARTED_AT + 1);
  raw.close();
  const { calls } = await room.open();
  const asked = { from: hour, to: hour + HOUR_MS };
  const sums = { requests: 7, errors: 1, inputTokens: 20, outputTokens: 30, cost: 0, unpriced: 7 };
  assert.deepEqual(await calls.usage(asked), sums);
  assert.equal((await calls.byIds(['chat_1'])).get('chat_1')?.cost, undefined);
  assert.deepEqual(await calls.usage({ from: STARTED_AT, to: STARTED_AT + 1 }), {
    ...sums,
    requests: 1,
    errors: 0,
    unpriced: 1,
  });
});

/** As a version would have left it that knew no later migration. */
async function migrateTo(raw: Sqlite.Database, last: string): Promise<void> {
  const folder = join(ROOT, 'drizzle/sqlite');
  const { entries } = JSON.parse(await readFile(join(folder, 'meta/_journal.json'), 'utf8')) as {
    readonly entries: readonly { readonly tag: string; readonly when: number }[];
  };
  raw.exec('CREATE TABLE __drizzle_migrations (id integer PRIMARY KEY, hash text NOT NULL, created_at numeric)');
  for (const { tag, when } of entries.slice(0, entries.findIndex((entry) => entry.tag === last) + 1)) {
    raw.exec(await readFile(join(folder, `${tag}.sql`), 'utf8'));
    raw.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)').run(tag, when);
  }
}
