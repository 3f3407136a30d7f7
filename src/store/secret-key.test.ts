/** The secret key: from the settings, or from a file that is made once for this user alone. */
import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Secret } from '#core/secret.ts';
import { loadSecretKey } from '#store/secret-key.ts';
import { StoreProblem } from '#store/store-problem.ts';

const BYTES = new Uint8Array(32).fill(3);

const saying = (pattern: RegExp) => (thrown: unknown) => thrown instanceof StoreProblem && pattern.test(thrown.message);

test('the key of the settings is taken, and no file is made', async (context) => {
  const file = await place(context);
  const { current } = await loadSecretKey({ fromSettings: new Secret(BYTES), file });
  assert.deepEqual(current.reveal(), BYTES);
  await assert.rejects(stat(file));
});

test('a key file is made once, for this user alone, and read from then on', async (context) => {
  const file = await place(context);
  const made = await Promise.all(Array.from({ length: 5 }, () => loadSecretKey({ fromSettings: null, file })));
  const text = await readFile(file, 'utf8');
  for (const { current } of made) {
    assert.equal(current.reveal().byteLength, 32);
    assert.equal(Buffer.from(current.reveal()).toString('base64'), text.trim());
  }
  assert.deepEqual(await readdir(dirname(file)), ['secret.key'], 'no draft is left');
  if (process.platform !== 'win32') assert.equal((await stat(file)).mode & 0o777, 0o600);
});

test('a key file that others can read is refused', { skip: process.platform === 'win32' }, async (context) => {
  const file = await place(context);
  await loadSecretKey({ file });
  await chmod(file, 0o640);
  await assert.rejects(loadSecretKey({ file }), saying(/chmod 600/));
});

test('a key file with something else in it is refused, and its content not told', async (context) => {
  const file = await place(context);
  await loadSecretKey({ file });
  await writeFile(file, 'hunter2');
  await assert.rejects(
    loadSecretKey({ file }),
    (thrown) => saying(/32 bytes/)(thrown) && !/hunter2/.test(String(thrown)),
  );
});

test('a key of another length is refused', async (context) => {
  const fromSettings = new Secret(new Uint8Array(31));
  await assert.rejects(loadSecretKey({ fromSettings, file: await place(context) }), saying(/32 bytes/));
});

test('a place where no key can be kept is named', async (context) => {
  const file = join(await place(context), 'below', 'secret.key');
  await loadSecretKey({ file: dirname(dirname(file)) });
  await assert.rejects(loadSecretKey({ file }), saying(/ENOTDIR.*GATEHOUSE_SECRET_KEY/));
});

async function place(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-key-'));
  context.after(() => rm(folder, { recursive: true }));
  return join(folder, 'data', 'secret.key');
}
