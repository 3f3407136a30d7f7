import assert from 'node:assert/strict';
import { test } from 'node:test';
import { updateApiKey } from '#admin/api-key/update-api-key.ts';
import { createRoute } from '#admin/route/create-route.ts';
import { deleteRoute } from '#admin/route/delete-route.ts';
import type { RouteCreateInput, RouteUpdateInput } from '#admin/route/route-input.ts';
import { updateRoute } from '#admin/route/update-route.ts';
import { furnish } from '#test/admin/furnish.ts';
import { changed, openHouse, refused, revisionOf, WRITE } from '#test/admin/house.ts';

test('a route without a path asks for a key and is there for GraphQL', async (t) => {
  const { context } = await openHouse(t);
  const { result } = await changed(createRoute({ resource: { displayName: 'Plain' } }, context, WRITE));
  const { id, ...fields } = result;
  assert.match(id, /^rte_/);
  assert.deepEqual(fields, {
    name: 'plain',
    displayName: 'Plain',
    description: null,
    labels: {},
    path: null,
    defaultModelId: null,
    allowedModelIds: [],
    access: 'key',
    enabled: true,
  });
});

test('every problem of a route is told at its field', async (t) => {
  const house = await openHouse(t);
  const { modelId } = await furnish(house);
  const create = (fields: Partial<RouteCreateInput>) =>
    refused(createRoute({ resource: { displayName: 'New' }, ...fields }, house.context, WRITE));
  assert.deepEqual(
    await create({ path: '/test', defaultModelId: 'mdl_1', allowedModelIds: [modelId, modelId, 'mdl_2'] }),
    [
      'taken input.allowedModelIds.1',
      'not-found input.allowedModelIds.2',
      'taken input.path',
      'not-found input.defaultModelId',
      'invalid input.defaultModelId',
    ],
  );
  for (const path of ['test', '/', '/a//b', '/a b', '/v1/chat/completions', '/admin', '/graphql', '/healthz'])
    assert.deepEqual(await create({ path }), ['invalid input.path'], path);
  assert.deepEqual(await create({ resource: { displayName: 'New', name: 'Test' } }), ['invalid input.resource.name']);
});

test('what is left out of a change stays, and null takes the default', async (t) => {
  const house = await openHouse(t);
  const { routeId: id, modelId } = await furnish(house);
  const update = async (input: RouteUpdateInput) => {
    const expectedRevision = await revisionOf(house, id);
    return (await changed(updateRoute({ id, expectedRevision, input }, house.context, WRITE))).result;
  };
  const full = await update({ access: 'anonymous', allowedModelIds: [modelId], enabled: false });
  assert.deepEqual(await update({ path: '/other' }), { ...full, path: '/other' });
  const nothing = { path: null, defaultModelId: null, allowedModelIds: null, access: null, enabled: null };
  const plain = { path: null, defaultModelId: null, allowedModelIds: [], access: 'key', enabled: true };
  assert.deepEqual(await update(nothing), { ...full, ...plain });
});

test('a route that a key names stays; else it goes with its chain', async (t) => {
  const house = await openHouse(t);
  const { routeId: id, keyId } = await furnish(house);
  const allow = async (allowedRouteIds: readonly string[]) =>
    changed(
      updateApiKey(
        { id: keyId, expectedRevision: await revisionOf(house, keyId), input: { allowedRouteIds } },
        house.context,
        WRITE,
      ),
    );
  await allow([id]);
  const seen = { id, expectedRevision: await revisionOf(house, id) };
  assert.deepEqual(await refused(deleteRoute(seen, house.context, WRITE)), ['in-use id']);
  await allow([]);
  const { config } = await changed(deleteRoute(seen, house.context, WRITE));
  assert.deepEqual([config.document.routes, config.document.chains], [[], []]);
});
