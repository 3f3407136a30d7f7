import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PLUGIN_SCOPES } from '#core/config/document.ts';
import { PLUGIN_STAGES } from '#core/plugin.ts';
import { orderChain, type PlacedEntry } from '#snapshot/order-chain.ts';
import { entry } from '#test/support/config-document.ts';
import { TEST_TYPES } from '#test/support/registries.ts';

function placed(type: string, parts: Partial<PlacedEntry> = {}): PlacedEntry {
  const definition = TEST_TYPES.find(({ id }) => id === type);
  assert.ok(definition);
  const place = { scope: 'workspace', scopeId: null, position: 0, rank: 0 } as const;
  const { stage } = definition;
  return {
    pluginId: type,
    pluginName: type,
    type,
    stage,
    ...place,
    runs: true,
    entry: entry(type),
    definition,
    ...parts,
  };
}

/** Every entry has a place of its own, as in a configuration. */
const anyEntries = fc
  .uniqueArray(
    fc.record({
      type: fc.constantFrom(...TEST_TYPES.map(({ id }) => id)),
      stage: fc.option(fc.constantFrom(...PLUGIN_STAGES), { nil: undefined }),
      scope: fc.constantFrom(...PLUGIN_SCOPES),
      rank: fc.nat(2),
      position: fc.nat(5),
      enabled: fc.boolean(),
    }),
    { maxLength: 30, selector: ({ scope, rank, position }) => `${scope} ${rank} ${position}` },
  )
  .map((facts) =>
    facts.map(({ type, stage, enabled, ...place }) =>
      placed(type, {
        ...place,
        ...(stage && { stage }),
        ...(enabled ? { runs: true } : { runs: false, skippedBecause: 'disabled' }),
      }),
    ),
  );

test('runs by stage, then from wide scopes to narrow ones, then by position', () => {
  const ordered = orderChain([
    placed('observe'),
    placed('guard', { scope: 'api-key', pluginName: 'third' }),
    placed('guard', { scope: 'route', position: 1, pluginName: 'second' }),
    placed('guard', { scope: 'route', position: 0, pluginName: 'first' }),
    placed('authenticate', { scope: 'api-key' }),
  ]);
  const names = ordered.map(({ pluginName }) => pluginName);
  assert.deepEqual(names, ['authenticate', 'first', 'second', 'third', 'observe']);
});

test('lets the narrowest stand for a type that stands alone, whatever its stage, and says what became of the others', () => {
  const ordered = orderChain([
    placed('memo', { pluginName: 'wide' }),
    placed('memo', { pluginName: 'narrow', scope: 'consumer', stage: 'authenticate' }),
    placed('memo', { pluginName: 'off', scope: 'api-key', runs: false, skippedBecause: 'disabled' }),
    placed('answer'),
  ]);
  assert.deepEqual(
    ordered.map(({ pluginName, runs, skippedBecause }) => [pluginName, runs, skippedBecause]),
    [
      ['narrow', true, undefined],
      ['answer', true, undefined],
      ['wide', false, 'replaced'],
      ['off', false, 'disabled'],
    ],
  );
});

test('of two groups the one whose name comes later is the narrower', () => {
  const inGroup = (rank: number) => placed('memo', { scope: 'consumer-group', rank, pluginName: `group ${rank}` });
  const running = orderChain([inGroup(1), inGroup(0)]).filter(({ runs }) => runs);
  assert.deepEqual(
    running.map(({ pluginName }) => pluginName),
    ['group 1'],
  );
});

test('gives every set of entries one order only, however they come in', () => {
  const anyTwoOrders = anyEntries.chain((entries) =>
    fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
  );
  fc.assert(
    fc.property(anyTwoOrders, ([entries, shuffled]) => {
      assert.deepEqual(orderChain(shuffled), orderChain(entries));
    }),
  );
});

test('keeps every entry, is settled after one pass, and runs stages in their order', () => {
  fc.assert(
    fc.property(anyEntries, (entries) => {
      const ordered = orderChain(entries);
      assert.equal(ordered.length, entries.length);
      assert.deepEqual(orderChain(ordered), ordered);
      const stages = ordered.map(({ stage }) => PLUGIN_STAGES.indexOf(stage));
      assert.deepEqual(
        stages,
        stages.toSorted((left, right) => left - right),
      );
    }),
  );
});

test('keeps the order of two entries whatever else a call passes', () => {
  fc.assert(
    fc.property(anyEntries, (entries) => {
      const [first, second] = entries;
      if (!first || !second) return;
      const nameOf = ({ scope, rank, position }: PlacedEntry) => `${scope} ${rank} ${position}`;
      const pair = orderChain([first, second]).map(nameOf);
      const among = orderChain(entries).map(nameOf);
      assert.deepEqual(
        among.filter((name) => pair.includes(name)),
        pair,
      );
    }),
  );
});

test('runs exactly one of a type that stands alone where any is switched on, and all others that are', () => {
  fc.assert(
    fc.property(anyEntries, (entries) => {
      const running = orderChain(entries).filter(({ runs }) => runs);
      const on = entries.filter(({ runs }) => runs);
      for (const { id, merge } of TEST_TYPES) {
        const count = on.filter(({ type }) => type === id).length;
        const expected = merge === 'replace' ? Math.min(count, 1) : count;
        assert.equal(running.filter(({ type }) => type === id).length, expected);
      }
    }),
  );
});
