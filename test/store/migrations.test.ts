/** The migrations that are committed are what the tables say. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

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
