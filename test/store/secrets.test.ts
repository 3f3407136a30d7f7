/** Secrets in the store: sealed, bound to their row, opened only with the right key. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import Sqlite from 'better-sqlite3';
import { GatewayError } from '#core/error/gateway-error.ts';
import { StoreProblem } from '#store/store-problem.ts';
import { RICH_DOCUMENT } from '#test/store/rich-document.ts';
import { become, edited, type StoreRoom, secretKey, storeRoom } from '#test/store/store-room.ts';

const SECRET = 'sk-very-secret-0123456789';
const SECRETS = [
  { credentialId: 'crd_one', secret: SECRET },
  { credentialId: 'crd_two', secret: 'ключ 🔑' },
];

const isCredentialError = (thrown: unknown) =>
  thrown instanceof GatewayError && thrown.code === 'PROVIDER_CREDENTIAL' && !thrown.message.includes('crd_');

test('a secret comes out for whoever changed or loaded the configuration, and stays when its credential is edited', async (context) => {
  const room = await storeRoom(context);
  const store = await room.open();
  await store.config.change(become(RICH_DOCUMENT, SECRETS));
  assert.equal(store.secrets.open('crd_one'), SECRET);
  await store.config.change(
    edited(({ credentials }) => ({ credentials: credentials.map((credential) => ({ ...credential, weight: 9 })) })),
  );
  const other = await room.open();
  assert.throws(() => other.secrets.open('crd_one'), isCredentialError);
  await other.config.load();
  assert.deepEqual(SECRETS, [
    { credentialId: 'crd_one', secret: other.secrets.open('crd_one') },
    { credentialId: 'crd_two', secret: other.secrets.open('crd_two') },
  ]);
});

test('a new secret counts as a change of its credential', async (context) => {
  const room = await storeRoom(context);
  const store = await room.open();
  await store.config.change(become(RICH_DOCUMENT, SECRETS));
  const config = await store.config.change(become(RICH_DOCUMENT, [{ credentialId: 'crd_one', secret: 'new' }]));
  assert.equal(config.revision, 2);
  assert.equal(config.meta.get('crd_one')?.revision, 2);
  assert.equal(config.meta.get('crd_two')?.revision, 1);
  assert.equal(store.secrets.open('crd_one'), 'new');
  assert.deepEqual(await (await room.open()).config.load(), config);
});

test('a secret goes with its credential', async (context) => {
  const store = await (await storeRoom(context)).open();
  await store.config.change(become(RICH_DOCUMENT, SECRETS));
  await store.config.change(edited(() => ({ credentials: [] })));
  assert.throws(() => store.secrets.open('crd_one'), isCredentialError);
});

test('a secret for a credential that is not there is refused', async (context) => {
  const store = await (await storeRoom(context)).open();
  const stray = store.config.change(become(RICH_DOCUMENT, [{ credentialId: 'crd_none', secret: SECRET }]));
  await assert.rejects(stray, (thrown) => thrown instanceof Error && !thrown.message.includes(SECRET));
  assert.equal(store.config.version(), 0);
});

test('no file of the store holds a secret or the root in plain', async (context) => {
  const room = await storeRoom(context);
  const store = await room.open();
  await store.config.change(become(RICH_DOCUMENT, SECRETS));
  const folder = dirname(room.file);
  const files = await readdir(folder);
  assert.ok(files.length >= 2, 'the database and its write-ahead log');
  for (const name of files) {
    const bytes = await readFile(join(folder, name));
    for (const encoding of ['utf8', 'base64', 'hex'] as const) {
      assert.equal(bytes.includes(Buffer.from(SECRET).toString(encoding)), false, name);
    }
    assert.equal(bytes.includes(Buffer.from(store.root).toString('base64url')), false, name);
  }
});

test('a sealed secret that was put into another row is not opened', async (context) => {
  const room = await storeRoom(context);
  const store = await room.open();
  await store.config.change(become(RICH_DOCUMENT, SECRETS));
  meddle(
    room,
    "UPDATE credential_secrets SET sealed = (SELECT sealed FROM credential_secrets WHERE credential_id = 'crd_two') WHERE credential_id = 'crd_one'",
  );
  const other = await room.open();
  await other.config.load();
  assert.throws(() => other.secrets.open('crd_one'), isCredentialError);
  assert.equal(other.secrets.open('crd_two'), SECRETS[1]?.secret);
});

test('another secret key is refused, with what to do', async (context) => {
  const room = await storeRoom(context);
  await (await room.open()).config.change(become(RICH_DOCUMENT, SECRETS));
  const refused = room.open(secretKey(8));
  await assert.rejects(
    refused,
    (thrown) => thrown instanceof StoreProblem && /GATEHOUSE_SECRET_KEY/.test(thrown.message),
  );
});

test('a new secret key takes over what the former one sealed, and the root stays', async (context) => {
  const room = await storeRoom(context);
  const former = await room.open(secretKey(7));
  await former.config.change(become(RICH_DOCUMENT, SECRETS));
  const between = await room.open(secretKey(8, [secretKey(7)]));
  const after = await room.open(secretKey(8));
  await after.config.load();
  assert.equal(after.secrets.open('crd_one'), SECRET);
  assert.equal(after.root.byteLength, 32);
  assert.deepEqual(after.root, former.root);
  assert.deepEqual(between.root, former.root);
  await assert.rejects(room.open(secretKey(7)), StoreProblem);
});

function meddle({ file }: StoreRoom, statement: string): void {
  const raw = new Sqlite(file);
  raw.exec(statement);
  raw.close();
}
