import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainTargets } from '#admin/explain/explain-targets.ts';
import type { Model, Target } from '#core/snapshot.ts';
import { orderTargets } from '#pipeline/order-targets.ts';
import { seededRandom } from '#test/support/seeded-random.ts';

test('the chance to be first is the share of those that the pipeline draws', () => {
  const targets = [target('a', 0, 300), target('b', 0, 100), target('c', 0, 0), target('d', 1, 100)];
  const random = seededRandom(7);
  const rounds = 20_000;
  const first = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    const name = orderTargets(targets, random)[0]?.name ?? '';
    first.set(name, (first.get(name) ?? 0) + 1);
  }
  for (const { name, probability } of explainTargets(modelOf(targets))) {
    assert.ok(Math.abs((first.get(name) ?? 0) / rounds - probability) < 0.02, name);
  }
});

test('the likelier ones stand first within a priority, and fallbacks behind', () => {
  const targets = [target('rare', 0, 1), target('often', 0, 9), target('fallback', 5, 100)];
  assert.deepEqual(
    explainTargets(modelOf(targets)).map(({ name, probability }) => [name, probability]),
    [
      ['often', 0.9],
      ['rare', 0.1],
      ['fallback', 0],
    ],
  );
});

test('where nothing has a weight the first in order is always the first', () => {
  const targets = [target('a', 0, 0), target('b', 0, 0)];
  assert.equal(orderTargets(targets, () => 0.9)[0]?.name, 'a');
  assert.deepEqual(
    explainTargets(modelOf(targets)).map(({ probability }) => probability),
    [1, 0],
  );
});

function target(name: string, priority: number, weight: number): Target {
  const parts = { name, priority, weight, upstreamModel: 'm', provider: { id: 'prv_1', name: 'p' } };
  // Nothing else of a target is looked at.
  return parts as unknown as Target;
}

function modelOf(targets: readonly Target[]): Model {
  return { id: 'mdl_1', name: 'm', displayName: 'M', description: null, targets, maxAttempts: targets.length };
}
