/** Opening a store: made for one user alone, and every obstacle told with the way out. */
import assert from 'node:assert/strict';
import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import Sqlite from 'better-sqlite3';
import { StoreProblem } from '#store/store-problem.ts';
import { RICH_DOCUMENT } from '#test/store/rich-document.ts';
import { become, storeRoom } from '#test/store/store-room.ts';

const saying = (pattern: RegExp) => (thrown: unknown) => thrown instanceof StoreProblem && pattern.test(thrown.message);

test('the folder and its files are for this user alone', { skip: process.platform === 'win32' }, async (context) => {
  const room = await storeRoom(context);
  await (await room.open()).config.change(become(RICH_DOCUMENT));
  assert.equal((await stat(dirname(room.file))).mode & 0o777, 0o700);
  for (const file of [room.file, `${room.file}-wal`, `${room.file}-shm`]) {
    assert.equal((await stat(file)).mode & 0o777, 0o600, file);
  }
});

test('two that open a new store at the same time share it', async (context) => {
  const room = await storeRoom(context);
  const [one, other] = await Promise.all([room.open(), room.open()]);
  assert.deepEqual(one.root, other.root);
});

test('a database of a newer version is refused', async (context) => {
  const room = await storeRoom(context);
  await (await room.open()).close();
  const raw = new Sqlite(room.file);
  raw.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 99999999999999)");
  raw.close();
  await assert.rejects(room.open(), saying(/newer Gatehouse.*Start the newer version, or put back a backup/));
});

test('a file that is no database is refused and left as it is', async (context) => {
  const room = await storeRoom(context);
  await mkdir(dirname(room.file));
  await writeFile(room.file, 'Dear diary, '.repeat(500));
  await assert.rejects(room.open(), saying(/is not a database.*Put back a backup, or move it away/));
  assert.equal((await stat(room.file)).size, 6_000);
});

test('a database of another program is refused and left as it is', async (context) => {
  const room = await storeRoom(context);
  await mkdir(dirname(room.file));
  const raw = new Sqlite(room.file);
  raw.exec('CREATE TABLE bookmarks (url text)');
  await assert.rejects(room.open(), saying(/of another program/));
  assert.deepEqual(raw.prepare('SELECT name FROM sqlite_schema').pluck().all(), ['bookmarks']);
  raw.close();
});

test('a place where nothing can be written is named', async (context) => {
  const room = await storeRoom(context);
  await writeFile(dirname(room.file), 'a file where the folder should be');
  await assert.rejects(room.open(), saying(/something else is in its place.*GATEHOUSE_DATA_DIR/));
});

test('a folder of another user is named', { skip: process.getuid?.() === 0 }, async (context) => {
  const room = await storeRoom(context);
  await mkdir(dirname(room.file));
  await chmod(dirname(room.file), 0o500);
  await assert.rejects(room.open(), saying(/cannot write.*GATEHOUSE_DATA_DIR/));
});

test('a directory in the place of the file is named', async (context) => {
  const room = await storeRoom(context);
  await mkdir(room.file, { recursive: true });
  await assert.rejects(
    room.open(),
    (thrown) => saying(/GATEHOUSE_DATA_DIR/)(thrown) && String(thrown).includes(join('data')),
  );
});
