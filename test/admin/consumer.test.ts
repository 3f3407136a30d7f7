import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApiKey } from '#admin/api-key/create-api-key.ts';
import { revokeApiKey } from '#admin/api-key/revoke-api-key.ts';
import { setChain } from '#admin/chain/set-chain.ts';
import { createConsumer } from '#admin/consumer/create-consumer.ts';
import { deleteConsumer } from '#admin/consumer/delete-consumer.ts';
import { updateConsumer } from '#admin/consumer/update-consumer.ts';
import { createConsumerGroup } from '#admin/consumer-group/create-consumer-group.ts';
import { deleteConsumerGroup } from '#admin/consumer-group/delete-consumer-group.ts';
import { furnish } from '#test/admin/furnish.ts';
import { changed, openHouse, refused, revisionOf, WRITE } from '#test/admin/house.ts';

test('groups and models that are not there are refused at their place in the list', async (t) => {
  const { context } = await openHouse(t);
  const resource = { displayName: 'New' };
  assert.deepEqual(await refused(createConsumer({ resource, groupIds: ['grp_1'] }, context, WRITE)), [
    'not-found input.groupIds.0',
  ]);
  assert.deepEqual(await refused(createConsumerGroup({ resource, allowedModelIds: ['mdl_1'] }, context, WRITE)), [
    'not-found input.allowedModelIds.0',
  ]);
});

test('a consumer whose keys work stays; revoked keys go with it, and their chains too', async (t) => {
  const house = await openHouse(t);
  const { context } = house;
  const { consumerId: id, keyId, pluginId } = await furnish(house);
  const scope = { scope: 'api-key', scopeId: keyId } as const;
  await changed(setChain({ scope, expectedRevision: 0, entries: [{ pluginId }] }, context, WRITE));
  const second = createApiKey({ resource: { displayName: 'Second' }, consumerId: id }, context, WRITE);
  const secondId = (await changed(second)).result.apiKey.id;
  await changed(revokeApiKey({ id: keyId }, context, WRITE));

  const seen = { id, expectedRevision: await revisionOf(house, id) };
  const outcome = await deleteConsumer(seen, context, WRITE);
  assert.equal(outcome.type, 'refused');
  assert.match(outcome.type === 'refused' ? (outcome.problems[0]?.message ?? '') : '', /the api key second\./);

  await changed(revokeApiKey({ id: secondId }, context, WRITE));
  const { config } = await changed(deleteConsumer(seen, context, WRITE));
  assert.deepEqual([config.document.consumers, config.document.apiKeys], [[], []]);
  assert.deepEqual(
    config.document.chains.map((chain) => chain.scope),
    ['route'],
  );
});

test('a group with members stays', async (t) => {
  const house = await openHouse(t);
  const { groupId: id, consumerId } = await furnish(house);
  const seen = { id, expectedRevision: await revisionOf(house, id) };
  assert.deepEqual(await refused(deleteConsumerGroup(seen, house.context, WRITE)), ['in-use id']);
  const leave = { id: consumerId, expectedRevision: await revisionOf(house, consumerId), input: { groupIds: [] } };
  assert.deepEqual((await changed(updateConsumer(leave, house.context, WRITE))).result.groupIds, []);
  await changed(deleteConsumerGroup(seen, house.context, WRITE));
});

test('a consumer can be switched off and on again', async (t) => {
  const house = await openHouse(t);
  const { consumerId: id } = await furnish(house);
  for (const enabled of [false, true]) {
    const expectedRevision = await revisionOf(house, id);
    const update = updateConsumer({ id, expectedRevision, input: { enabled } }, house.context, WRITE);
    assert.equal((await changed(update)).result.enabled, enabled);
  }
});
