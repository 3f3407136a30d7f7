import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryKeyValue } from '#src/state/memory-key-value.ts';
import { namespaced } from '#src/state/namespaced.ts';

function makeKeyValue(bounds: { maxEntries?: number; maxBytes?: number } = {}) {
  const time = { ms: 0 };
  const clock = { now: () => 0, elapsed: () => time.ms };
  return { time, keyValue: createMemoryKeyValue({ clock, maxEntries: 100, maxBytes: 100_000, ...bounds }) };
}

test('keeps a value for its time and not a millisecond longer', async () => {
  const { keyValue, time } = makeKeyValue();
  await keyValue.set('a', '1', 1_000);
  time.ms = 999;
  assert.equal(await keyValue.get('a'), '1');
  time.ms = 1_000;
  assert.equal(await keyValue.get('a'), undefined);
});

test('counts in one step however many add at once', async () => {
  const { keyValue } = makeKeyValue();
  const sums = await Promise.all(Array.from({ length: 100 }, () => keyValue.add('n', 1, 1_000)));
  assert.equal(new Set(sums).size, 100);
  assert.equal(await keyValue.get('n'), '100');
});

test('lets a counter live from its first count on, then starts at nothing again', async () => {
  const { keyValue, time } = makeKeyValue();
  await keyValue.add('n', 5, 1_000);
  time.ms = 900;
  assert.equal(await keyValue.add('n', -2, 1_000), 3);
  time.ms = 1_000;
  assert.equal(await keyValue.add('n', 1, 1_000), 1);
});

test('adds as much as there is room for, in one step however many add at once', async () => {
  const { keyValue } = makeKeyValue();
  const share = { least: 2, most: 3, ceiling: 11 };
  const filled = await Promise.all(Array.from({ length: 100 }, () => keyValue.addWithin('n', share, 1_000)));
  assert.deepEqual(filled.slice(0, 5), [
    { added: 3, sum: 3 },
    { added: 3, sum: 6 },
    { added: 3, sum: 9 },
    { added: 2, sum: 11 },
    { sum: 11 },
  ]);
  assert.equal(await keyValue.get('n'), '11');
  assert.deepEqual(await keyValue.addWithin('none', { least: 2, most: 3, ceiling: 1 }, 1_000), { sum: 0 });
  assert.equal(await keyValue.get('none'), undefined);
});

const exactly = (amount: number) => ({ least: amount, most: amount, ceiling: Number.POSITIVE_INFINITY });

test('lets a level fall by itself, in one step however many pour at once, and never below nothing', async () => {
  const { keyValue, time } = makeKeyValue();
  const pour = async (amount: number) => (await keyValue.pour('n', exactly(amount), 2)).sum;
  assert.equal(Math.max(...(await Promise.all(Array.from({ length: 100 }, () => pour(10))))), 1_000);
  time.ms = 100;
  assert.equal(await pour(0), 800);
  assert.deepEqual(await keyValue.pour('n', { least: 1, most: 50, ceiling: 820 }, 2), { added: 20, sum: 820 });
  assert.deepEqual(await keyValue.pour('n', { least: 1, most: 50, ceiling: 820 }, 2), { sum: 820 });
  assert.equal(await pour(-900), 0);
  assert.equal(await keyValue.get('n'), undefined);
  await pour(5);
  time.ms = 102.5;
  assert.equal(await pour(5), 6);
  time.ms = 106;
  assert.equal(await pour(0), 0);
  await keyValue.set('a', 'text', 1_000);
  await assert.rejects(keyValue.pour('a', exactly(1), 1), TypeError);
});

test('refuses to count on what is not a number', async () => {
  const { keyValue } = makeKeyValue();
  await keyValue.set('a', 'text', 1_000);
  await assert.rejects(keyValue.add('a', 1, 1_000), TypeError);
});

test('drops what was used longest ago when there are too many entries', async () => {
  const { keyValue } = makeKeyValue({ maxEntries: 2 });
  await keyValue.set('a', '1', 1_000);
  await keyValue.set('b', '2', 1_000);
  await keyValue.get('a');
  await keyValue.set('c', '3', 1_000);
  assert.deepEqual(await Promise.all(['a', 'b', 'c'].map((key) => keyValue.get(key))), ['1', undefined, '3']);
});

test('stays within its bytes and does not take what is larger than all of them', async () => {
  const { keyValue } = makeKeyValue({ maxBytes: 1_000 });
  for (const key of ['a', 'b', 'c']) await keyValue.set(key, 'x'.repeat(150), 1_000);
  assert.equal(await keyValue.get('a'), undefined);
  assert.equal((await keyValue.get('c'))?.length, 150);
  await keyValue.set('big', 'x'.repeat(1_000), 1_000);
  assert.equal(await keyValue.get('big'), undefined);
});

test('two names never meet in one store', async () => {
  const { keyValue } = makeKeyValue();
  const [left, right] = [namespaced(keyValue, 'left'), namespaced(keyValue, 'right')];
  await left.set('a', 'L', 1_000);
  await right.add('a', 1, 1_000);
  assert.equal(await left.get('a'), 'L');
  assert.equal(await right.get('a'), '1');
  assert.throws(() => namespaced(keyValue, 'left/a'), RangeError);
});
