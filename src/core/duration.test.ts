import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatDuration, parseDuration } from '#core/duration.ts';

test('reads the short form', () => {
  const cases = {
    '250ms': 250,
    '30s': 30_000,
    '1.5s': 1_500,
    '5m': 300_000,
    '2h': 7_200_000,
    '1d': 86_400_000,
    '0s': 0,
  };
  for (const [text, milliseconds] of Object.entries(cases)) assert.equal(parseDuration(text), milliseconds, text);
});

test('reads ISO 8601', () => {
  const cases = { PT30S: 30_000, PT1M30S: 90_000, P1D: 86_400_000, P1DT2H: 93_600_000, 'PT0.25S': 250, PT0S: 0 };
  for (const [text, milliseconds] of Object.entries(cases)) assert.equal(parseDuration(text), milliseconds, text);
});

test('gives nothing for what is not a length of time', () => {
  const texts = ['', 'P', 'PT', 'P1DT', '5', 's', '5 m', '-5s', '5M', 'PT5', 'P1Y', '1h30m', ' 5s', '1e3s', 'PT1S '];
  for (const text of texts) assert.equal(parseDuration(text), undefined, text);
});

test('writes the shortest ISO 8601 form', () => {
  const cases = { PT0S: 0, 'PT0.25S': 250, PT30S: 30_000, PT1M30S: 90_000, PT1H: 3_600_000, P1DT1S: 86_401_000 };
  for (const [text, milliseconds] of Object.entries(cases)) assert.equal(formatDuration(milliseconds), text);
});

test('reads back what it wrote', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 * 86_400_000 }), (milliseconds) => {
      assert.equal(parseDuration(formatDuration(milliseconds)), milliseconds);
    }),
  );
});
