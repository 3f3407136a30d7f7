import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPlugin } from '#admin/plugin/create-plugin.ts';
import { deletePlugin } from '#admin/plugin/delete-plugin.ts';
import type { PluginCreateInput } from '#admin/plugin/plugin-input.ts';
import { updatePlugin } from '#admin/plugin/update-plugin.ts';
import { furnish } from '#test/admin/furnish.ts';
import { changed, openHouse, refused, revisionOf, WRITE } from '#test/admin/house.ts';

const NEW: PluginCreateInput = { resource: { displayName: 'Cache' }, type: 'cache', config: { ttl: '1m' } };

test('the configuration is stored whole, with the defaults of its type', async (t) => {
  const { context } = await openHouse(t);
  const { result } = await changed(createPlugin(NEW, context, WRITE));
  assert.deepEqual(result.config, { ttl: '1m', sharedBy: 'consumer', charge: 'nothing', waitAtMost: '1m' });
});

test('what the schema of the type refuses is told at its field', async (t) => {
  const { context } = await openHouse(t);
  const create = (parts: Partial<PluginCreateInput>) => refused(createPlugin({ ...NEW, ...parts }, context, WRITE));
  assert.deepEqual(await create({ type: 'nonsense' }), ['not-found input.type']);
  assert.deepEqual(await create({ config: { ttl: 'soon', sharedBy: 'all' } }), [
    'invalid input.config.ttl',
    'invalid input.config.sharedBy',
  ]);
  assert.deepEqual(await create({ type: 'rate-limit', config: { limits: [{ limit: 0 }] } }), [
    'out-of-range input.config.limits.0.limit',
  ]);
  const pattern = { deny: ['fine', '('] };
  assert.deepEqual(await create({ type: 'pattern-guard', config: pattern }), ['invalid input.config.deny.1']);
});

test('a new plugin goes to the end of the chains that were asked for', async (t) => {
  const house = await openHouse(t);
  const { routeId, modelId, pluginId } = await furnish(house);
  const attachTo = [
    { scope: 'route', scopeId: routeId },
    { scope: 'model', scopeId: modelId },
    { scope: 'workspace', scopeId: null },
  ] as const;
  const { result, config } = await changed(createPlugin({ ...NEW, attachTo }, house.context, WRITE));
  const chains = config.document.chains.map(({ id, entries }) => [id, entries.map((entry) => entry.pluginId)]);
  assert.deepEqual(chains.sort(), [
    [`chn_${modelId}`, [result.id]],
    [`chn_${routeId}`, [pluginId, result.id]],
    ['chn_workspace', [result.id]],
  ]);
});

test('a chain that cannot take the plugin is told at its place in the list', async (t) => {
  const house = await openHouse(t);
  const { routeId } = await furnish(house);
  const workspace = { scope: 'workspace', scopeId: null } as const;
  await changed(createPlugin({ ...NEW, attachTo: [workspace] }, house.context, WRITE));
  const attachTo = [{ scope: 'route', scopeId: routeId }, { scope: 'route', scopeId: 'rte_none' }, workspace] as const;
  assert.deepEqual(await refused(createPlugin({ ...NEW, attachTo }, house.context, WRITE)), [
    'not-found input.attachTo.1',
    'duplicate-plugin input.attachTo.2',
  ]);
});

test('a change replaces the whole configuration and never the type', async (t) => {
  const house = await openHouse(t);
  const { result: before } = await changed(createPlugin(NEW, house.context, WRITE));
  const { id } = before;
  const update = async (input: Parameters<typeof updatePlugin>[0]['input']) =>
    updatePlugin({ id, expectedRevision: await revisionOf(house, id), input }, house.context, WRITE);
  const { result } = await changed(update({ config: { sharedBy: 'key' } }));
  assert.deepEqual(result, { ...before, config: { ttl: '5m', sharedBy: 'key', charge: 'nothing', waitAtMost: '1m' } });
  const renamed = await changed(update({ resource: { displayName: 'Memory' } }));
  assert.deepEqual(renamed.result, { ...result, displayName: 'Memory' });
  assert.deepEqual(await refused(update({ config: { ttl: '1ms' } })), ['invalid input.config.ttl']);
});

test('a plugin in a chain stays, and says in which', async (t) => {
  const house = await openHouse(t);
  const { pluginId: id } = await furnish(house);
  const outcome = await deletePlugin({ id, expectedRevision: 1 }, house.context, WRITE);
  assert.equal(outcome.type, 'refused');
  const [problem] = outcome.type === 'refused' ? outcome.problems : [];
  assert.deepEqual([problem?.code, problem?.path], ['in-use', ['id']]);
  assert.match(problem?.message ?? '', /the chain test\./);
});
