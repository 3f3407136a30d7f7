import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApiKeyConfig, ConsumerGroupConfig } from '#core/config/document.ts';
import { bindKeys, publicIdOf } from '#snapshot/bind-keys.ts';
import * as make from '#test/support/config-document.ts';

interface Case {
  readonly key?: Partial<ApiKeyConfig>;
  readonly groups?: readonly ConsumerGroupConfig[];
  readonly isOff?: boolean;
}

function bind({ key = {}, groups = [], isOff = false }: Case) {
  const consumer = make.consumer('shop', [], { groupIds: groups.map(({ id }) => id), enabled: !isOff });
  const apiKeys = [make.apiKey('backend', 'shop', key)];
  return bindKeys(make.documentOf({ apiKeys, consumers: [consumer], consumerGroups: groups }));
}

test('finds a key by the part of its id that its text carries', () => {
  assert.deepEqual([...bind({ key: { id: 'key_8f3kAAAAbbbb' } }).keys()], ['8f3kAAAAbbbb']);
  assert.equal(publicIdOf('backend'), '');
  assert.equal(publicIdOf('key_'), '');
});

test('says who calls and what it may use', () => {
  const parts = { allowedRouteIds: ['rte_1'], permissions: ['see-traces'], expiresAt: 5 } as const;
  const bound = bind({ key: parts, groups: [make.group('zulu'), make.group('alpha')] }).get('backend');
  assert.deepEqual(bound, {
    caller: {
      id: 'key_backend',
      name: 'backend',
      hint: 'gh_live_8f3k…9z',
      expiresAt: 5,
      allowedModels: 'all',
      allowedRoutes: new Set(['rte_1']),
      permissions: new Set(['see-traces']),
    },
    consumer: { id: 'csm_shop', name: 'shop', groupIds: ['grp_alpha', 'grp_zulu'], groupNames: ['alpha', 'zulu'] },
    hashes: [{ hash: 'hash of backend', until: Number.POSITIVE_INFINITY }],
  });
});

test('keeps the hash before a rotation as long as it works', () => {
  const hashes = bind({ key: { previousHash: 'old', previousUntil: 99 } }).get('backend')?.hashes;
  assert.deepEqual(hashes, [
    { hash: 'hash of backend', until: Number.POSITIVE_INFINITY },
    { hash: 'old', until: 99 },
  ]);
  assert.equal(bind({ key: { previousHash: 'old', previousUntil: null } }).get('backend')?.hashes.length, 1);
});

test('leaves out keys that are paused or revoked, and all of a consumer that is switched off', () => {
  assert.equal(bind({ key: { paused: true } }).size, 0);
  assert.equal(bind({ key: { revokedAt: 0 } }).size, 0);
  assert.equal(bind({ isOff: true }).size, 0);
});

test('allows the models that the key lists and one of the groups allows', () => {
  const open = make.group('open');
  const team = make.group('team', { allowedModelIds: ['a', 'b'] });
  const other = make.group('other', { allowedModelIds: ['c'] });
  const cases: [readonly string[], readonly ConsumerGroupConfig[], readonly string[] | 'all'][] = [
    [[], [], 'all'],
    [['a'], [], ['a']],
    [[], [team], ['a', 'b']],
    [[], [team, other], ['a', 'b', 'c']],
    [['b', 'x'], [team, other], ['b']],
    [['x'], [team], []],
    [[], [team, open], 'all'],
    [['x'], [team, open], ['x']],
  ];
  for (const [allowedModelIds, groups, expected] of cases) {
    const allowed = bind({ key: { allowedModelIds }, groups }).get('backend')?.caller.allowedModels;
    assert.deepEqual(allowed, expected === 'all' ? 'all' : new Set(expected));
  }
});
