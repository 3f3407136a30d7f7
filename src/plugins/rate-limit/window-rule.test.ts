import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { resetOf, usedOf, type WindowCounts, waitFor } from '#plugins/rate-limit/sliding-window.ts';

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

function fits(cost: number, at: WindowCounts): boolean {
  return usedOf({ ...at, current: at.current + cost }) <= at.limit;
}

test('names the first millisecond at which a call fits, and no earlier one fits', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 1_000 }), (at, cost) => {
      const waitMs = waitFor(cost, at);
      assert.equal(waitMs === undefined, cost > at.limit);
      if (waitMs === undefined) return;
      assert.equal(fits(cost, later(at, waitMs)), true);
      if (waitMs > 0) assert.equal(fits(cost, later(at, waitMs - 1)), false);
    }),
    { numRuns: 5_000 },
  );
});

test('is empty again at the reset and not before', () => {
  fc.assert(
    fc.property(counts, (at) => {
      const resetMs = resetOf(at);
      assert.equal(usedOf(later(at, resetMs)), 0);
      if (resetMs > 0) assert.ok(usedOf(later(at, resetMs - 1)) > 0);
    }),
  );
});
