import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costOf } from '#core/cost/cost-of.ts';
import { type ModelPrice, type PricePeriod, periodAt, ratesFor } from '#core/cost/price.ts';

const HOUR_MS = 3_600_000;

function period(input: number, parts: Partial<PricePeriod> = {}): PricePeriod {
  return { rates: { input, output: input }, tiers: [], ...parts };
}

test('the last period that has begun is in force, the first where none has', () => {
  const price: ModelPrice = {
    source: 'catalogue',
    periods: [period(1, { from: 1_000 }), period(2, { from: 2_000 }), period(3, { from: 3_000 })],
  };
  const at = (time: number) => periodAt(price, time).rates.input;
  assert.deepEqual([0, 1_000, 1_999, 2_000, 2_999, 3_000, 9_000].map(at), [1, 1, 1, 2, 2, 3, 3]);
});

test('a period may hold for some hours of each day, also over midnight', () => {
  const day = period(2, { daily: { from: 8 * HOUR_MS, to: 16 * HOUR_MS } });
  const night = period(3, { daily: { from: 22 * HOUR_MS, to: 2 * HOUR_MS } });
  const price: ModelPrice = { source: 'catalogue', periods: [period(1), day, night] };
  const at = (hour: number) => periodAt(price, 500 * 24 * HOUR_MS + hour * HOUR_MS).rates.input;
  assert.deepEqual([0, 1.99, 2, 7.99, 8, 15.99, 16, 21.99, 22].map(at), [3, 3, 1, 1, 2, 2, 1, 1, 3]);
});

test('a long prompt pays the rates of its tier for all its tokens', () => {
  const tiers = [
    { aboveInputTokens: 100, rates: { input: 2_000, output: 20_000 } },
    { aboveInputTokens: 200, rates: { input: 3_000, output: 30_000 } },
  ];
  const tiered: PricePeriod = { rates: { input: 1_000, output: 10_000 }, tiers };
  assert.deepEqual(
    [0, 100, 101, 200, 201].map((count) => ratesFor(tiered, count).input),
    [1_000, 1_000, 2_000, 2_000, 3_000],
  );
  const price: ModelPrice = { source: 'catalogue', periods: [tiered] };
  assert.equal(costOf({ inputTokens: 201, outputTokens: 1, estimated: false }, price, 0), 201 * 3 + 30);
});
