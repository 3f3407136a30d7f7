import assert from 'node:assert/strict';
import { test } from 'node:test';
import { revokeApiKey } from '#admin/api-key/revoke-api-key.ts';
import { rotateApiKey } from '#admin/api-key/rotate-api-key.ts';
import { setChain } from '#admin/chain/set-chain.ts';
import { rollbackConfig } from '#admin/config/rollback-config.ts';
import { deleteConsumer } from '#admin/consumer/delete-consumer.ts';
import { deleteCredential } from '#admin/credential/delete-credential.ts';
import { rotateCredential } from '#admin/credential/rotate-credential.ts';
import { updateModel } from '#admin/model/update-model.ts';
import { updateProvider } from '#admin/provider/update-provider.ts';
import { furnish } from '#test/admin/furnish.ts';
import { changed, type House, openHouse, refused, revisionOf, WRITE } from '#test/admin/house.ts';

const NEW_SECRET = 'sk-new-9876543210zyxwvutsrqponmlkjihg';

async function prepare(test: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(test);
  const ids = await furnish(house);
  return { house, ids, before: await house.store.config.load() };
}

const back = ({ context }: House, toRevision: number) => changed(rollbackConfig({ toRevision }, context, WRITE));
const seen = async (house: House, id: string) => ({ id, expectedRevision: await revisionOf(house, id) });

test('what was changed since comes back as a new revision', async (t) => {
  const { house, ids, before } = await prepare(t);
  const input = { aliases: ['fast'], enabled: false };
  await changed(updateModel({ ...(await seen(house, ids.modelId)), input }, house.context, WRITE));
  const { config, result, differences } = await back(house, before.revision);
  assert.deepEqual(result, { toRevision: before.revision });
  assert.equal(config.revision, before.revision + 2);
  assert.deepEqual(config.document, before.document);
  assert.deepEqual(
    differences.map(({ action, id }) => [action, id]),
    [['update', ids.modelId]],
  );
  const { rows } = await house.store.history.auditEvents({ first: 1, after: null });
  assert.deepEqual([rows[0]?.action, rows[0]?.targetId], ['config.rollback', `rev_${before.revision}`]);
});

test('a revision that never was is refused', async (t) => {
  const { house } = await prepare(t);
  for (const toRevision of [-1, 1_000])
    assert.deepEqual(await refused(rollbackConfig({ toRevision }, house.context, WRITE)), ['not-found toRevision']);
});

test('secrets stay as they are now', async (t) => {
  const { house, ids, before } = await prepare(t);
  const rotate = { ...(await seen(house, ids.credentialId)), secret: NEW_SECRET };
  const rotated = await changed(rotateCredential(rotate, house.context, WRITE));
  const key = await changed(rotateApiKey({ id: ids.keyId, overlapMs: 0 }, house.context, WRITE));
  const { config } = await back(house, before.revision);
  assert.equal(house.store.secrets.open(ids.credentialId), NEW_SECRET);
  assert.deepEqual(config.document.credentials, [rotated.result]);
  assert.deepEqual(config.document.apiKeys, [key.result.apiKey]);
});

test('a credential that was deleted does not come back, and its provider stays', async (t) => {
  const { house, ids, before } = await prepare(t);
  await changed(deleteCredential(await seen(house, ids.credentialId), house.context, WRITE));
  const { config, warnings } = await back(house, before.revision);
  assert.deepEqual(config.document.credentials, []);
  assert.deepEqual(config.document.providers, before.document.providers);
  assert.match(warnings.join('\n'), /vendor-key/);
  assert.throws(() => house.store.secrets.open(ids.credentialId));
});

test('a secret does not follow its provider back to an earlier host', async (t) => {
  const { house, ids, before } = await prepare(t);
  const input = { baseUrl: 'https://other.example/v1', secret: NEW_SECRET };
  await changed(updateProvider({ ...(await seen(house, ids.providerId)), input }, house.context, WRITE));
  const { config } = await back(house, before.revision);
  assert.equal(config.document.providers[0]?.baseUrl, 'https://api.vendor.example/v1');
  assert.deepEqual(config.document.credentials, []);
});

test('a key that was revoked since stays revoked', async (t) => {
  const { house, ids, before } = await prepare(t);
  await changed(revokeApiKey({ id: ids.keyId }, house.context, WRITE));
  const { config } = await back(house, before.revision);
  assert.equal(config.document.apiKeys[0]?.revokedAt, house.time.now);
});

test('a key that is gone stays gone, and its chain with it', async (t) => {
  const { house, ids } = await prepare(t);
  const scope = { scope: 'api-key', scopeId: ids.keyId } as const;
  const entries = [{ pluginId: ids.pluginId }];
  const { config: before } = await changed(setChain({ scope, expectedRevision: 0, entries }, house.context, WRITE));
  await changed(revokeApiKey({ id: ids.keyId }, house.context, WRITE));
  await changed(deleteConsumer(await seen(house, ids.consumerId), house.context, WRITE));
  const { config, warnings } = await back(house, before.revision);
  assert.deepEqual(config.document.consumers, before.document.consumers);
  assert.deepEqual(config.document.apiKeys, []);
  assert.deepEqual(
    config.document.chains.map((chain) => chain.scope),
    ['route'],
  );
  assert.match(warnings.join('\n'), /laptop/);
});

test('the empty beginning is a revision to return to as well', async (t) => {
  const { house } = await prepare(t);
  const { config } = await back(house, 1);
  assert.equal(config.document.models.length, 0);
  assert.equal(config.document.providers.length, 1);
});
