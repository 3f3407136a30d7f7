import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApiKeyCreateInput } from '#admin/api-key/api-key-input.ts';
import { createApiKey } from '#admin/api-key/create-api-key.ts';
import { revokeApiKey } from '#admin/api-key/revoke-api-key.ts';
import { rotateApiKey } from '#admin/api-key/rotate-api-key.ts';
import { updateApiKey } from '#admin/api-key/update-api-key.ts';
import { parseApiKey } from '#http/api-key.ts';
import { furnish } from '#test/admin/furnish.ts';
import { changed, DRY_RUN, type House, openHouse, refused, revisionOf, WRITE } from '#test/admin/house.ts';

function secretOf(plaintext: string | null): { readonly id: string; readonly secret: string } {
  const parsed = parseApiKey(plaintext ?? '');
  assert.ok(parsed);
  return { id: `key_${parsed.publicId}`, secret: parsed.secret };
}

async function update(house: House, id: string, input: Parameters<typeof updateApiKey>[0]['input']) {
  return updateApiKey({ id, expectedRevision: await revisionOf(house, id), input }, house.context, WRITE);
}

test('the text of a new key is shown once, and only the hash of its secret is kept', async (t) => {
  const house = await openHouse(t);
  const { consumerId, modelId, routeId } = await furnish(house);
  const input: ApiKeyCreateInput = {
    resource: { displayName: 'New' },
    consumerId,
    allowedModelIds: [modelId],
    allowedRouteIds: [routeId],
    permissions: ['see-traces', 'see-traces'],
    expiresAt: house.time.now + 1,
  };
  const { result, differences } = await changed(createApiKey(input, house.context, WRITE));
  const { id, secret } = secretOf(result.plaintext);
  assert.equal(result.apiKey.id, id);
  assert.equal(result.apiKey.hash, house.keyring.hasher.hash(secret));
  assert.deepEqual(result.apiKey.permissions, ['see-traces']);
  const { rows } = await house.store.history.auditEvents({ first: 100, after: null });
  const kept = JSON.stringify([await house.store.config.load(), differences, rows]);
  assert.equal(kept.includes(secret), false);
  assert.equal(JSON.stringify([differences, rows]).includes(result.apiKey.hash), false);
});

test('a dry run makes no key, so it shows none', async (t) => {
  const house = await openHouse(t);
  const { consumerId, keyId } = await furnish(house);
  const create = createApiKey({ resource: { displayName: 'New' }, consumerId }, house.context, DRY_RUN);
  assert.equal((await changed(create)).result.plaintext, null);
  const rotate = rotateApiKey({ id: keyId, overlapMs: 0 }, house.context, DRY_RUN);
  assert.equal((await changed(rotate)).result.plaintext, null);
});

test('every problem of a key is told at its field', async (t) => {
  const house = await openHouse(t);
  await furnish(house);
  const input: ApiKeyCreateInput = {
    resource: { displayName: 'New', name: 'laptop' },
    consumerId: 'csm_1',
    allowedModelIds: ['mdl_1'],
    allowedRouteIds: ['rte_1'],
    expiresAt: house.time.now,
  };
  assert.deepEqual(await refused(createApiKey(input, house.context, WRITE)), [
    'not-found input.consumerId',
    'taken input.resource.name',
    'out-of-range input.expiresAt',
    'not-found input.allowedModelIds.0',
    'not-found input.allowedRouteIds.0',
  ]);
});

test('what is left out of a change stays, and null takes the default', async (t) => {
  const house = await openHouse(t);
  const { keyId, modelId } = await furnish(house);
  const full = await changed(
    update(house, keyId, {
      allowedModelIds: [modelId],
      permissions: ['see-targets'],
      expiresAt: house.time.now + 5,
      paused: true,
    }),
  );
  const renamed = await changed(update(house, keyId, { resource: { displayName: 'Renamed' } }));
  assert.deepEqual(renamed.result, { ...full.result, displayName: 'Renamed' });
  const nothing = { allowedModelIds: null, permissions: null, expiresAt: null, paused: null };
  const plain = await changed(update(house, keyId, nothing));
  const defaults = { allowedModelIds: [], permissions: [], expiresAt: null, paused: false };
  assert.deepEqual(plain.result, { ...renamed.result, ...defaults });
});

test('a rotated key keeps its id, and the secret before works for as long as was asked', async (t) => {
  const house = await openHouse(t);
  const { keyId, plaintext } = await furnish(house);
  const before = house.keyring.hasher.hash(secretOf(plaintext).secret);
  const { result } = await changed(rotateApiKey({ id: keyId, overlapMs: 60_000 }, house.context, WRITE));
  const after = secretOf(result.plaintext);
  assert.equal(after.id, keyId);
  assert.equal(result.apiKey.hash, house.keyring.hasher.hash(after.secret));
  assert.deepEqual([result.apiKey.previousHash, result.apiKey.previousUntil], [before, house.time.now + 60_000]);

  const again = await changed(rotateApiKey({ id: keyId, overlapMs: 0 }, house.context, WRITE));
  assert.deepEqual([again.result.apiKey.previousHash, again.result.apiKey.previousUntil], [null, null]);
  for (const overlapMs of [-1, Number.NaN, 91 * 86_400_000])
    assert.deepEqual(await refused(rotateApiKey({ id: keyId, overlapMs }, house.context, WRITE)), [
      'out-of-range overlap',
    ]);
});

test('a revoked key stays revoked, and the reason stands in the audit log', async (t) => {
  const house = await openHouse(t);
  const { context } = house;
  const { keyId: id } = await furnish(house);
  const { result } = await changed(revokeApiKey({ id, reason: 'Leaked.' }, context, WRITE));
  assert.equal(result.revokedAt, house.time.now);
  const { rows } = await house.store.history.auditEvents({ first: 1, after: null });
  assert.deepEqual([rows[0]?.action, rows[0]?.comment], ['api-key.revoke', 'Leaked.']);

  house.time.now += 1_000;
  const again = await changed(revokeApiKey({ id }, context, WRITE));
  assert.deepEqual([again.differences, again.result.revokedAt], [[], house.time.now - 1_000]);
  assert.deepEqual(await refused(rotateApiKey({ id, overlapMs: 0 }, context, WRITE)), ['invalid id']);
  assert.deepEqual(await refused(update(house, id, { paused: false })), ['invalid id']);
  assert.deepEqual(await refused(revokeApiKey({ id: 'key_none' }, context, WRITE)), ['not-found id']);
});
