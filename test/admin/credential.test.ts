import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCredential } from '#admin/credential/create-credential.ts';
import { deleteCredential } from '#admin/credential/delete-credential.ts';
import { rotateCredential } from '#admin/credential/rotate-credential.ts';
import { setCredentialEnabled } from '#admin/credential/set-credential-enabled.ts';
import { updateProvider } from '#admin/provider/update-provider.ts';
import { furnish, SECRET } from '#test/admin/furnish.ts';
import { changed, openHouse, refused, revisionOf, WRITE } from '#test/admin/house.ts';

const NEW_SECRET = 'sk-new-9876543210zyxwvutsrqponmlkjihg';

test('a new secret is sealed, recognised by its end, and opened for calls', async (t) => {
  const house = await openHouse(t);
  const { providerId } = await furnish(house);
  const input = { providerId, secret: NEW_SECRET, resource: { displayName: 'Second' }, weight: 5 };
  const { result } = await changed(createCredential(input, house.context, WRITE));
  assert.equal(result.name, 'second');
  assert.equal(result.weight, 5);
  assert.equal(result.hint, `…${NEW_SECRET.slice(-4)}`);
  assert.equal(house.store.secrets.open(result.id), NEW_SECRET);
});

test('a secret of several parts is JSON of any layout, of which nothing is shown', async (t) => {
  const house = await openHouse(t);
  const { providerId } = await furnish(house);
  const create = (secret: string) =>
    createCredential({ providerId, secret, resource: { displayName: 'Keys' } }, house.context, WRITE);
  const secret = JSON.stringify({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'canary' }, undefined, 2);
  const { result } = await changed(create(secret));
  assert.equal(result.hint, 'JSON');
  assert.equal(house.store.secrets.open(result.id), secret);
  assert.deepEqual(await refused(create('{"accessKeyId": ')), ['invalid secret']);
});

test('a secret that no header could carry is refused, and so are a weight below nothing and a provider that is not', async (t) => {
  const house = await openHouse(t);
  const { providerId } = await furnish(house);
  const create = (secret: string, weight = 1, provider = providerId) =>
    createCredential({ providerId: provider, secret, resource: { displayName: 'X' }, weight }, house.context, WRITE);
  assert.deepEqual(await refused(create('')), ['invalid secret']);
  assert.deepEqual(await refused(create('two words', -1)), ['out-of-range weight', 'invalid secret']);
  assert.deepEqual(await refused(create(NEW_SECRET, 1, 'prv_none')), ['not-found providerId']);
});

test('a rotated credential opens with the new secret alone', async (t) => {
  const house = await openHouse(t);
  const { credentialId: id } = await furnish(house);
  const before = (await house.store.config.load()).document.credentials[0];
  const expectedRevision = await revisionOf(house, id);
  const outcome = await changed(rotateCredential({ id, expectedRevision, secret: NEW_SECRET }, house.context, WRITE));
  assert.notEqual(outcome.result.fingerprint, before?.fingerprint);
  assert.equal(house.store.secrets.open(id), NEW_SECRET);
  const paths = outcome.differences.flatMap(({ fields }) => fields.map(({ path }) => path));
  assert.deepEqual(paths, ['fingerprint', 'hint']);
  const wrong = rotateCredential({ id, expectedRevision: expectedRevision + 1, secret: 'a\nb' }, house.context, WRITE);
  assert.deepEqual(await refused(wrong), ['invalid secret']);
});

test('a credential that is switched off stays, and a provider without one is warned of', async (t) => {
  const house = await openHouse(t);
  const { credentialId: id } = await furnish(house);
  const off = { id, expectedRevision: await revisionOf(house, id), enabled: false };
  const outcome = await changed(setCredentialEnabled(off, house.context, WRITE));
  assert.equal(outcome.result.enabled, false);
  assert.equal(house.store.secrets.open(id), SECRET);
});

test('a deleted credential takes its secret along', async (t) => {
  const house = await openHouse(t);
  const { credentialId: id } = await furnish(house);
  const seen = { id, expectedRevision: await revisionOf(house, id) };
  await changed(deleteCredential(seen, house.context, WRITE));
  assert.throws(() => house.store.secrets.open(id));
  assert.deepEqual(await refused(deleteCredential(seen, house.context, WRITE)), ['not-found id']);
});

test('a secret never follows its provider to another host', async (t) => {
  const house = await openHouse(t);
  const { providerId: id, credentialId } = await furnish(house);
  const move = async (baseUrl: string, secret?: string) =>
    changed(
      updateProvider(
        { id, expectedRevision: await revisionOf(house, id), input: { baseUrl, ...(secret && { secret }) } },
        house.context,
        WRITE,
      ),
    );
  await move('https://api.vendor.example/v2');
  assert.equal(house.store.secrets.open(credentialId), SECRET, 'the same host keeps it');
  for (const other of ['https://evil.example/v1', 'http://evil.example/v1', 'https://evil.example:8443/v1']) {
    const { config } = await move(other);
    assert.deepEqual(config.document.credentials, []);
    assert.throws(() => house.store.secrets.open(credentialId));
  }
  const { config } = await move('https://third.example/v1', NEW_SECRET);
  assert.equal(config.document.credentials.length, 1);
  assert.equal(house.store.secrets.open(config.document.credentials[0]?.id ?? ''), NEW_SECRET);
});
