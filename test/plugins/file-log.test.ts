/** Lines of calls in real files, which are moved aside by size and never leave their folder. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createLogFiles } from '#observe/log-files.ts';
import { fileLog } from '#plugins/file-log/plugin.ts';
import { bindPlugin, createBench } from '#test/plugins/chain.ts';
import { startWatched, until, WAYS } from '#test/plugins/watched-gateway.ts';

async function openFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-logs-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('calls by every door stand in the file, one a line', async (context) => {
  const folder = await openFolder(context);
  const plugins = [{ name: 'file', config: { fileLog: { file: 'team/calls.jsonl' } } }];
  const gateway = await startWatched(context, plugins, { GATEHOUSE_LOG_DIR: folder });
  for (const way of WAYS) await gateway.call(way);
  await gateway.app.stop({ patient: false });
  const path = join(folder, 'team/calls.jsonl');
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)).map(({ outcome, streamed, route }) => [outcome, streamed, route]),
    [false, true, false, true].map((streamed) => ['succeeded', streamed, 'test']),
  );
  assert.equal((await stat(path)).mode & 0o077, 0);
});

test('the folder is the one of the data where none is named', async (context) => {
  const gateway = await startWatched(context, [{ name: 'file', config: { fileLog: {} } }]);
  await gateway.call('http');
  await until(() => existsSync(join(gateway.folder, 'logs/calls.jsonl')));
});

test('refuses a name that leads out of the folder, at its field', async (context) => {
  const bench = createBench(await openFolder(context));
  for (const file of ['../calls', '/etc/calls', 'a/../../b', '.', 'team/', 'a\0b'])
    assert.throws(
      () => bindPlugin(fileLog, { file }, bench.tools('file')),
      (error: { details?: { issues?: readonly { path: readonly string[] }[] } }) =>
        error.details?.issues?.[0]?.path[0] === 'file',
      file,
    );
});

test('moves a file aside before it grows too large, and keeps as many as it should', async (context) => {
  const folder = await openFolder(context);
  const files = createLogFiles(folder);
  const texts = Array.from({ length: 8 }, (_, index) => `${index}`.repeat(60));
  await Promise.all(texts.map((text) => files.append('a.log', text, { maxBytes: 100, keep: 2 })));
  assert.deepEqual((await readdir(folder)).sort(), ['a.log', 'a.log.1', 'a.log.2']);
  assert.equal(await readFile(join(folder, 'a.log'), 'utf8'), '7'.repeat(60));
  assert.equal(await readFile(join(folder, 'a.log.2'), 'utf8'), '5'.repeat(60));
});
