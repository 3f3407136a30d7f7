import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BoundPlugin } from '#core/plugin.ts';
import type { CallPlace } from '#core/snapshot.ts';
import { MOST_REMEMBERED, rememberChains } from '#snapshot/remember-chains.ts';

/** Counts how often a chain is made; each is a new one. */
function counted() {
  const made: CallPlace[] = [];
  const chainOf = rememberChains((place): BoundPlugin[] => {
    made.push(place);
    return [];
  });
  return { made, chainOf };
}

test('makes the chain of a place once', () => {
  const { made, chainOf } = counted();
  const first = chainOf({ routeId: 'rte_1', modelId: 'mdl_1' });
  assert.equal(chainOf({ modelId: 'mdl_1', routeId: 'rte_1' }), first);
  assert.equal(made.length, 1);
});

test('never takes one place for another', () => {
  const { made, chainOf } = counted();
  const places: CallPlace[] = [
    {},
    { routeId: 'a' },
    { modelId: 'a' },
    { consumerId: 'a' },
    { keyId: 'a' },
    { groupIds: ['a'] },
    { groupIds: ['a', 'b'] },
    { groupIds: ['b', 'a'] },
    { routeId: 'a', modelId: 'b' },
    { routeId: 'b', modelId: 'a' },
    { keyId: 'a', groupIds: ['b'] },
    { keyId: 'a', consumerId: 'b' },
  ];
  for (const place of places) chainOf(place);
  assert.deepEqual(made, places);
});

test('forgets what was asked for longest ago when there are too many places', () => {
  const { made, chainOf } = counted();
  chainOf({ keyId: 'unused' });
  chainOf({ keyId: 'used' });
  for (let count = 0; count < MOST_REMEMBERED - 1; count += 1) {
    chainOf({ keyId: `key_${count}` });
    chainOf({ keyId: 'used' });
  }
  const before = made.length;
  chainOf({ keyId: 'used' });
  assert.equal(made.length, before);
  chainOf({ keyId: 'unused' });
  assert.equal(made.length, before + 1);
});
