import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { mapBounded } from '#pipeline/map-bounded.ts';

test('keeps the order, and no more than so many under way', async () => {
  let open = 0;
  let most = 0;
  const values = await mapBounded([5, 1, 3, 0, 2], 2, async (turns) => {
    open += 1;
    most = Math.max(most, open);
    for (let turn = 0; turn < turns; turn += 1) await setImmediate();
    open -= 1;
    return turns * 10;
  });
  assert.deepEqual(values, [50, 10, 30, 0, 20]);
  assert.equal(most, 2);
  assert.deepEqual(await mapBounded([], 2, async () => 1), []);
});

test('the first failure ends what is under way, and nothing begins after it', async () => {
  const begun: number[] = [];
  const stopped: number[] = [];
  const run = mapBounded([1, 2, 3, 4], 2, async (item, signal) => {
    begun.push(item);
    if (item === 2) throw new Error('no');
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    stopped.push(item);
  });
  await assert.rejects(run, /^Error: no$/);
  await setImmediate();
  assert.deepEqual([begun, stopped], [[1, 2], [1]]);
});
