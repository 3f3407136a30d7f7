/** What was flushed outlives the process that wrote it, however that ends. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { HOUR_MS, STARTED_AT } from '#test/store/a-call.ts';
import { storeRoom } from '#test/store/store-room.ts';

const WRITER = fileURLToPath(new URL('./writing-process.ts', import.meta.url));

test('a process that is killed while it writes loses no flushed call and counts none twice', async (context) => {
  const room = await storeRoom(context);
  const child = spawn(process.execPath, [WRITER, room.file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let flushed = 0;
  for await (const line of createInterface(child.stdout)) {
    flushed = Number(line);
    if (flushed >= 400 && child.signalCode === null && !child.killed) child.kill('SIGKILL');
  }
  if (child.signalCode === null) await once(child, 'exit');
  assert.equal(child.signalCode, 'SIGKILL');

  const { calls } = await room.open();
  const ids = Array.from({ length: flushed }, (_, index) => `chat_${index}`);
  assert.equal((await calls.byIds(ids)).size, flushed);
  const raw = new Sqlite(room.file);
  const kept = raw.prepare('SELECT count(*) FROM calls').pluck().get();
  assert.equal(raw.pragma('integrity_check', { simple: true }), 'ok');
  raw.close();
  const hour = STARTED_AT - (STARTED_AT % HOUR_MS);
  assert.equal((await calls.usage({ from: hour, to: hour + HOUR_MS })).requests, kept);
});
