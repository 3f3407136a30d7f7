import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Snapshot } from '#core/snapshot.ts';
import { buildSnapshot } from '#snapshot/build-snapshot.ts';
import { createSnapshotHolder } from '#snapshot/snapshot-holder.ts';
import * as make from '#test/support/config-document.ts';
import { registries } from '#test/support/registries.ts';

function snapshotOf(revision: number, plugins: readonly string[] = []): Snapshot {
  const document = make.documentOf({
    plugins: plugins.map((name) => make.plugin(name, 'guard')),
    chains: [make.chain('workspace', null, plugins)],
  });
  const result = buildSnapshot({ document, revision }, registries());
  assert.equal(result.type, 'built');
  return result.snapshot;
}

test('new calls get the new snapshot, those under way keep the old one whole', () => {
  const holder = createSnapshotHolder(snapshotOf(1, ['first', 'second']));
  const ofCall = holder.current();
  holder.swap(snapshotOf(2, ['third']));
  const namesIn = (snapshot: Snapshot) => snapshot.chainOf({}).map(({ name }) => name);
  assert.deepEqual(namesIn(ofCall), ['first', 'second']);
  assert.deepEqual(namesIn(holder.current()), ['third']);
  assert.equal(holder.current().revision, 2);
});

test('tells listeners when the snapshot is in force already, until they turn away', () => {
  const holder = createSnapshotHolder(snapshotOf(1));
  const told: number[][] = [];
  const off = holder.onSwap(({ revision }) => void told.push([revision, holder.current().revision]));
  holder.swap(snapshotOf(2));
  off();
  holder.swap(snapshotOf(3));
  assert.deepEqual(told, [[2, 2]]);
});

test('one listener may be added twice and removed once', () => {
  const holder = createSnapshotHolder(snapshotOf(1));
  let count = 0;
  const listener = () => {
    count += 1;
  };
  const off = holder.onSwap(listener);
  holder.onSwap(listener);
  off();
  holder.swap(snapshotOf(2));
  assert.equal(count, 1);
});

test('a listener that fails keeps neither the swap nor the news from the others', () => {
  const holder = createSnapshotHolder(snapshotOf(1));
  let heard = 0;
  holder.onSwap(() => {
    throw new Error('broken');
  });
  holder.onSwap(({ revision }) => {
    heard = revision;
  });
  assert.throws(() => holder.swap(snapshotOf(2)), AggregateError);
  assert.equal(heard, 2);
  assert.equal(holder.current().revision, 2);
});
