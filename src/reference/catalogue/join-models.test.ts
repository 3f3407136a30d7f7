import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CatalogueModel } from '#catalogue/catalogue-file.ts';
import type { PricePeriod } from '#core/cost/price.ts';
import { joinModels } from '#reference/catalogue/join-models.ts';
import { toMicroUsd } from '#reference/catalogue/micro-usd.ts';

const PERIOD: PricePeriod = { rates: { input: 1, output: 2 }, tiers: [] };
const OTHER: PricePeriod = { rates: { input: 3, output: 4 }, tiers: [] };
const BEFORE: readonly CatalogueModel[] = [
  { id: 'one', match: { starts_with: 'one' }, context: 100, periods: [PERIOD], from: ['first'] },
  { id: 'two', from: ['first'] },
];

test('what was said before stays, and what was not is filled in', () => {
  const joined = joinModels(BEFORE, [
    { id: 'one-20260101', context: 5, output: 7, can: ['tools'], period: OTHER, from: 'second' },
    { id: 'one', context: 6, output: 8, can: ['vision'], from: 'second' },
    { id: 'two', context: 9, can: [], period: OTHER, from: 'second' },
    { id: 'three', can: ['reasoning'], period: OTHER, from: 'second' },
  ]);
  assert.deepEqual(joined, [
    {
      id: 'one',
      match: { starts_with: 'one' },
      context: 100,
      output: 8,
      can: ['vision'],
      periods: [PERIOD],
      from: ['first', 'second'],
    },
    { id: 'two', context: 9, can: [], periods: [OTHER], from: ['first', 'second'] },
    { id: 'three', can: ['reasoning'], periods: [OTHER], from: ['second'] },
  ]);
});

test('dollars become whole millionths, exactly where they can', () => {
  const cases = [0, 0.1, 0.0028, 0.00875, 15, 0.14, 187.5, 0.083333333333].map(toMicroUsd);
  assert.deepEqual(cases, [0, 100_000, 2_800, 8_750, 15_000_000, 140_000, 187_500_000, 83_334]);
});
