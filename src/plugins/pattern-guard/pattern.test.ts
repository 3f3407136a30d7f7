import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compilePattern, patternProblem } from '#plugins/pattern-guard/pattern.ts';

test('knows the longest match of a pattern', () => {
  const cases = {
    abc: 3,
    'a{2,5}b': 6,
    '(a|bb|ccc)?x': 4,
    '\\d{3}-\\d{4}': 8,
    '[a-z]': 1,
    straße: 6,
    '😀': 2,
    '.': 2,
    '[^a]': 2,
    'a+': Number.POSITIVE_INFINITY,
    '(ab)*c': Number.POSITIVE_INFINITY,
    'a{3,}': Number.POSITIVE_INFINITY,
    '^a{0,1000}$': 1000,
  };
  for (const [source, longest] of Object.entries(cases))
    assert.equal(compilePattern(source, true).longest, longest, source);
});

test('knows whether what follows a match decides about it', () => {
  for (const source of ['a$', 'a\\b', '(?m)a$']) assert.equal(compilePattern(source, true).looksAhead, true, source);
  for (const source of ['a', 'a+']) assert.equal(compilePattern(source, true).looksAhead, false, source);
});

test('refuses what the engine cannot run in linear time, and says why', () => {
  for (const source of ['(a)\\1', '(?=a)b', '(?!a)b', '(?<=a)b', '(?<!a)b', '(', '[z-a]', 'a{1001}']) {
    assert.match(patternProblem(source, { mayBeEmpty: true }) ?? '', /not in RE2 syntax/, source);
  }
});

test('refuses a pattern that matches everywhere unless it may', () => {
  for (const source of ['a*', '^', '\\b', '(a|)', '$']) {
    assert.match(patternProblem(source, { mayBeEmpty: false }) ?? '', /empty text/, source);
    assert.equal(patternProblem(source, { mayBeEmpty: true }), undefined, source);
  }
});

test('an evil pattern takes time that grows with the text only', () => {
  const { expression } = compilePattern('(a+)+$', true);
  const startedAt = performance.now();
  assert.equal(expression.test(`${'a'.repeat(20_000)}b`), false);
  assert.ok(performance.now() - startedAt < 1_000);
});
