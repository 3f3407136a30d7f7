import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fixedWindow } from '#plugins/rate-limit/fixed-window.ts';
import { slidingWindow } from '#plugins/rate-limit/sliding-window.ts';
import type { WindowCounts, WindowRule } from '#plugins/rate-limit/window-rule.ts';

const windowMs = 60_000;

const counts = fc
  .record({
    limit: fc.integer({ min: 1, max: 1_000 }),
    elapsedMs: fc.integer({ min: 0, max: windowMs - 1 }),
    current: fc.nat(1_000),
    previous: fc.nat(1_000),
  })
  .map((parts): WindowCounts => ({ ...parts, windowMs }));

/** The same counters some time later, if nobody came. */
function later(at: WindowCounts, waitMs: number): WindowCounts {
  const total = at.elapsedMs + waitMs;
  const windows = Math.floor(total / windowMs);
  const elapsedMs = total % windowMs;
  if (windows === 0) return { ...at, elapsedMs };
  return { ...at, elapsedMs, current: 0, previous: windows === 1 ? at.current : 0 };
}

const rules: readonly (readonly [string, WindowRule])[] = [
  ['sliding', slidingWindow],
  ['fixed', fixedWindow],
];

for (const [name, rule] of rules) {
  const fits = (cost: number, at: WindowCounts): boolean => at.current + cost <= rule.roomOf(at);

  test(`a ${name} window has room for exactly as much as keeps it within the limit`, () => {
    fc.assert(
      fc.property(counts, (at) => {
        const room = rule.roomOf(at);
        assert.ok(rule.usedOf({ ...at, current: room }) <= at.limit);
        assert.ok(rule.usedOf({ ...at, current: room + 1 }) > at.limit);
      }),
    );
  });

  test(`a ${name} window names the first millisecond at which a call fits, and no earlier one fits`, () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 1_000 }), (at, cost) => {
        const waitMs = rule.waitFor(cost, at);
        assert.equal(waitMs === undefined, cost > at.limit);
        if (waitMs === undefined) return;
        assert.equal(fits(cost, later(at, waitMs)), true);
        if (waitMs > 0) assert.equal(fits(cost, later(at, waitMs - 1)), false);
      }),
      { numRuns: 5_000 },
    );
  });

  test(`a ${name} window is empty again at the reset and not before`, () => {
    fc.assert(
      fc.property(counts, (at) => {
        const resetMs = rule.resetOf(at);
        assert.equal(rule.usedOf(later(at, resetMs)), 0);
        if (resetMs > 0) assert.ok(rule.usedOf(later(at, resetMs - 1)) > 0);
      }),
    );
  });
}
