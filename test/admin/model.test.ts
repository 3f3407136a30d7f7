import assert from 'node:assert/strict';
import { test } from 'node:test';
import { revokeApiKey } from '#admin/api-key/revoke-api-key.ts';
import { updateApiKey } from '#admin/api-key/update-api-key.ts';
import { setChain } from '#admin/chain/set-chain.ts';
import { updateConsumerGroup } from '#admin/consumer-group/update-consumer-group.ts';
import { createModel } from '#admin/model/create-model.ts';
import { deleteModel } from '#admin/model/delete-model.ts';
import type { ModelCreateInput, ModelUpdateInput } from '#admin/model/model-input.ts';
import { updateModel } from '#admin/model/update-model.ts';
import { updateRoute } from '#admin/route/update-route.ts';
import { furnish } from '#test/admin/furnish.ts';
import { changed, openHouse, refused, revisionOf, WRITE } from '#test/admin/house.ts';

test('targets are named after provider and model, and have weights and priorities where none were said', async (t) => {
  const house = await openHouse(t);
  const { providerId } = await furnish(house);
  const targets = [
    { providerId, upstreamModel: 'big' },
    { providerId, upstreamModel: 'big', priority: 1, weight: 0 },
    { providerId, upstreamModel: 'big', name: 'vendor/big-2' },
  ];
  const { result } = await changed(
    createModel({ resource: { displayName: 'Big Models/Big-1.5' }, targets }, house.context, WRITE),
  );
  assert.equal(result.name, 'big-models/big-1.5', 'callers say the names of models as vendors write them');
  assert.deepEqual(result.targets, [
    { name: 'vendor/big', providerId, upstreamModel: 'big', priority: 0, weight: 100 },
    { name: 'vendor/big-3', providerId, upstreamModel: 'big', priority: 1, weight: 0 },
    { name: 'vendor/big-2', providerId, upstreamModel: 'big', priority: 0, weight: 100 },
  ]);
});

test('every problem of a model is told at once, each at its field', async (t) => {
  const house = await openHouse(t);
  const { providerId, modelId } = await furnish(house);
  const expectedRevision = await revisionOf(house, modelId);
  const aliased = { id: modelId, expectedRevision, input: { aliases: ['fast'] } };
  await changed(updateModel(aliased, house.context, WRITE));
  const input: ModelCreateInput = {
    resource: { displayName: 'New', name: 'fast' },
    aliases: ['small', 'Small', 'a b', 'new', 'new', 'fast'],
    targets: [
      { providerId: 'prv_none', upstreamModel: ' ', priority: -1, weight: 1.5, name: 'one' },
      { providerId, upstreamModel: 'x', name: 'one' },
    ],
    maxAttempts: 0,
  };
  assert.deepEqual(await refused(createModel(input, house.context, WRITE)), [
    'taken input.resource.name',
    'not-found input.targets.0.providerId',
    'required input.targets.0.upstreamModel',
    'out-of-range input.targets.0.priority',
    'out-of-range input.targets.0.weight',
    'taken input.targets.1.name',
    'out-of-range input.maxAttempts',
    'taken input.aliases.0',
    'invalid input.aliases.2',
    'taken input.aliases.4',
    'taken input.aliases.5',
    'taken input.aliases.5',
  ]);
  const none = createModel({ resource: { displayName: 'None' }, targets: [] }, house.context, WRITE);
  assert.deepEqual(await refused(none), ['required input.targets']);
});

test('what is left out of a change stays, and null takes the default', async (t) => {
  const house = await openHouse(t);
  const { modelId: id } = await furnish(house);
  const update = async (input: ModelUpdateInput) => {
    const expectedRevision = await revisionOf(house, id);
    return (await changed(updateModel({ id, expectedRevision, input }, house.context, WRITE))).result;
  };
  const full = await update({ aliases: ['fast'], maxAttempts: 2, enabled: false });
  assert.deepEqual(await update({ resource: { description: 'Quick.' } }), { ...full, description: 'Quick.' });
  const plain = await update({ aliases: null, maxAttempts: null, enabled: null, resource: { description: null } });
  assert.deepEqual(plain, { ...full, description: null, aliases: [], maxAttempts: null, enabled: true });
});

test('a model in use stays, and says by whom; revoked keys do not hold it', async (t) => {
  const house = await openHouse(t);
  const { context } = house;
  const { modelId: id, groupId, keyId, routeId } = await furnish(house);
  const input = { allowedModelIds: [id] };
  const seen = async (of: string) => ({ id: of, expectedRevision: await revisionOf(house, of) });
  await changed(updateConsumerGroup({ ...(await seen(groupId)), input }, context, WRITE));
  await changed(updateApiKey({ ...(await seen(keyId)), input }, context, WRITE));
  assert.deepEqual(await refused(deleteModel(await seen(id), context, WRITE)), ['in-use id', 'in-use id', 'in-use id']);

  await changed(revokeApiKey({ id: keyId }, context, WRITE));
  await changed(updateConsumerGroup({ ...(await seen(groupId)), input: { allowedModelIds: null } }, context, WRITE));
  await changed(updateRoute({ ...(await seen(routeId)), input: { defaultModelId: null } }, context, WRITE));
  const { config } = await changed(deleteModel(await seen(id), context, WRITE));
  assert.deepEqual(config.document.apiKeys[0]?.allowedModelIds, []);
});

test('the chain of a model goes with it', async (t) => {
  const house = await openHouse(t);
  const { providerId, pluginId } = await furnish(house);
  const targets = [{ providerId, upstreamModel: 'big' }];
  const { result } = await changed(createModel({ resource: { displayName: 'Big' }, targets }, house.context, WRITE));
  const scope = { scope: 'model', scopeId: result.id } as const;
  await changed(setChain({ scope, expectedRevision: 0, entries: [{ pluginId }] }, house.context, WRITE));
  const outcome = await changed(deleteModel({ id: result.id, expectedRevision: 1 }, house.context, WRITE));
  assert.deepEqual(outcome.differences.map(({ action, kind }) => `${action} ${kind}`).sort(), [
    'delete chain',
    'delete model',
  ]);
});
