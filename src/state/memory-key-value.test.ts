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

test('lets a level fall by itself, in one step however many pour at once, and never below nothing', async () => {
  const { keyValue, time } = makeKeyValue();
  const levels = await Promise.all(Array.from({ length: 100 }, () => keyValue.pour('n', 10, 2)));
  assert.equal(Math.max(...levels), 1_000);
  time.ms = 100;
  assert.equal(await keyValue.pour('n', 0, 2), 800);
  assert.equal(await keyValue.pour('n', -900, 2), 0);
  assert.equal(await keyValue.get('n'), undefined);
  await keyValue.pour('n', 5, 2);
  time.ms = 102.5;
  assert.equal(await keyValue.pour('n', 5, 2), 6);
  time.ms = 106;
  assert.equal(await keyValue.pour('n', 0, 2), 0);
  await keyValue.set('a', 'text', 1_000);
  await assert.rejects(keyValue.pour('a', 1, 1), TypeError);
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
