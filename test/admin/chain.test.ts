import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChainEntryInput, ChainScope } from '#admin/chain/chain-input.ts';
import { setChain } from '#admin/chain/set-chain.ts';
import { createPlugin } from '#admin/plugin/create-plugin.ts';
import { furnish } from '#test/admin/furnish.ts';
import { changed, type House, openHouse, refused, WRITE } from '#test/admin/house.ts';

const WORKSPACE: ChainScope = { scope: 'workspace', scopeId: null };

async function cachePlugin({ context }: House, displayName: string): Promise<string> {
  const input = { resource: { displayName }, type: 'cache', config: {} };
  return (await changed(createPlugin(input, context, WRITE))).result.id;
}

function set({ context }: House, entries: readonly ChainEntryInput[], expectedRevision = 0, scope = WORKSPACE) {
  return setChain({ scope, expectedRevision, entries }, context, WRITE);
}

test('a chain has its id before it is set, and revision 0 until then', async (t) => {
  const house = await openHouse(t);
  const { pluginId } = await furnish(house);
  const stale = await set(house, [{ pluginId }], 1);
  assert.deepEqual(stale.type === 'conflict' && [stale.id, stale.expected, stale.actual], ['chn_workspace', 1, 0]);
  const { result, config } = await changed(set(house, [{ pluginId }]));
  assert.deepEqual(result, {
    id: 'chn_workspace',
    scope: 'workspace',
    scopeId: null,
    entries: [{ pluginId, enabled: true, stage: null, onFailure: null, timeoutMs: 5_000 }],
  });
  assert.equal(config.meta.get('chn_workspace')?.revision, 1);
  const late = await set(house, [], 0);
  assert.deepEqual(late.type === 'conflict' && [late.expected, late.actual], [0, 1]);
  assert.deepEqual((await changed(set(house, [], 1))).result.entries, []);
});

test('a first chain that two set at once is set once', async (t) => {
  const house = await openHouse(t);
  const { pluginId } = await furnish(house);
  const outcomes = await Promise.all([set(house, [{ pluginId }]), set(house, [{ pluginId, enabled: false }])]);
  assert.deepEqual(outcomes.map(({ type }) => type).sort(), ['changed', 'conflict']);
});

test('the audit log calls a chain by its place', async (t) => {
  const house = await openHouse(t);
  const { chainId } = await furnish(house);
  const { rows } = await house.store.history.auditEvents({ first: 1, after: null });
  assert.deepEqual([rows[0]?.action, rows[0]?.targetId, rows[0]?.targetName], ['chain.set', chainId, 'test']);
});

test('what cannot stand in a chain is told at its entry', async (t) => {
  const house = await openHouse(t);
  const { pluginId } = await furnish(house);
  const [one, two] = [await cachePlugin(house, 'One'), await cachePlugin(house, 'Two')];
  const entries = [
    { pluginId, timeoutMs: 0 },
    { pluginId: 'plg_none' },
    { pluginId: one },
    { pluginId: two },
    { pluginId, timeoutMs: 1_000 },
  ];
  assert.deepEqual(await refused(set(house, entries)), [
    'out-of-range entries.0.timeout',
    'not-found entries.1.pluginId',
    'duplicate-plugin entries.3',
    'duplicate-plugin entries.4',
  ]);
  await changed(set(house, [{ pluginId: one }, { pluginId: two, enabled: false }]));
});

test('a place that is not there has no chain', async (t) => {
  const house = await openHouse(t);
  const { pluginId } = await furnish(house);
  for (const scopeId of ['rte_none', null])
    assert.deepEqual(await refused(set(house, [{ pluginId }], 0, { scope: 'route', scopeId })), ['not-found scope']);
});

test('a chain that makes little sense is set with a warning', async (t) => {
  const house = await openHouse(t);
  const { pluginId: limiter } = await furnish(house);
  const pluginId = await cachePlugin(house, 'One');
  const early = { pluginId, stage: 'authenticate', onFailure: 'closed', timeoutMs: 100 } as const;
  const { warnings, result } = await changed(set(house, [{ pluginId: limiter }, early]));
  assert.deepEqual(result.entries[1], { ...early, enabled: true });
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /without being limited/);
});
