import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interleave } from '#graphql/compare/interleave.ts';

/** Gives an item whenever it is told to; says how often it was asked and whether it was left. */
function pushed<Item>() {
  const gates: PromiseWithResolvers<Item | undefined>[] = [];
  let asked = 0;
  let isLeft = false;
  const gateAt = (index: number) => {
    gates[index] ??= Promise.withResolvers();
    return gates[index];
  };
  let given = 0;
  async function* items(): AsyncGenerator<Item> {
    try {
      for (;;) {
        const item = await gateAt(asked++).promise;
        if (item === undefined) return;
        yield item;
      }
    } finally {
      isLeft = true;
    }
  }
  return {
    items: items(),
    give: (item?: Item) => gateAt(given++).resolve(item),
    fail: (error: Error) => gateAt(given++).reject(error),
    asked: () => asked,
    isLeft: () => isLeft,
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('items come as they come, and a silent source holds up no other', async () => {
  const [one, other] = [pushed<string>(), pushed<string>()];
  const mixed = interleave([one.items, other.items]);
  const read: string[] = [];
  const reading = (async () => {
    for await (const item of mixed) read.push(item);
  })();
  other.give('b1');
  await turn();
  other.give('b2');
  await turn();
  one.give('a1');
  await turn();
  other.give();
  await turn();
  one.give('a2');
  one.give();
  await reading;
  assert.deepEqual(read, ['b1', 'b2', 'a1', 'a2']);
});

test('a source that never pauses leaves the others their turns', async () => {
  const endless = (name: string) =>
    (async function* () {
      for (;;) yield name;
    })();
  const counts = new Map<string, number>();
  let read = 0;
  for await (const name of interleave(['a', 'b', 'c'].map(endless))) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    read += 1;
    if (read === 300) break;
  }
  for (const count of counts.values()) assert.ok(count >= 90, `${count} of 300`);
  assert.equal(counts.size, 3);
});

test('a source is asked for no more than one item ahead of the reader', async () => {
  const one = pushed<number>();
  for (let item = 0; item < 10; item += 1) one.give(item);
  const mixed = interleave([one.items]);
  await mixed.next();
  await turn();
  assert.equal(one.asked(), 1);
  await mixed.return(undefined);
});

test('leaving leaves every source', async () => {
  const [one, other] = [pushed<string>(), pushed<string>()];
  const mixed = interleave([one.items, other.items]);
  one.give('a');
  await mixed.next();
  const left = mixed.return(undefined);
  // A source that is waiting is left when its wait ends.
  other.give('b');
  await left;
  assert.deepEqual([one.isLeft(), other.isLeft()], [true, true]);
});

test('what a source throws is thrown, and the others are left', async () => {
  const [one, other] = [pushed<string>(), pushed<string>()];
  const mixed = interleave([one.items, other.items]);
  one.fail(new Error('broken'));
  other.give('b');
  await assert.rejects(async () => {
    for await (const _ of mixed);
  }, /broken/);
  assert.equal(other.isLeft(), true);
});

test('nothing to mix ends at once', async () => {
  assert.deepEqual(await Array.fromAsync(interleave([])), []);
});
