import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createNameMatcher } from '#plugins/name-pattern/match-name.ts';

test('matches whole names, with * for any characters', () => {
  const cases: [string, string, boolean][] = [
    ['gpt-5', 'gpt-5', true],
    ['gpt-5', 'gpt-5-mini', false],
    ['gpt-*', 'gpt-', true],
    ['gpt-*', 'my-gpt-5', false],
    ['*-mini', 'gpt-5-mini', true],
    ['*', '', true],
    ['a*a', 'a', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['a.c', 'abc', false],
    ['', 'a', false],
  ];
  for (const [pattern, name, expected] of cases) assert.equal(createNameMatcher(pattern)(name), expected, pattern);
});

test('says what a regular expression of the same meaning says', () => {
  const text = (...letters: string[]) =>
    fc.array(fc.constantFrom(...letters), { maxLength: 8 }).map((all) => all.join(''));
  fc.assert(
    fc.property(text('a', 'b', '*'), text('a', 'b'), (pattern, name) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
      assert.equal(createNameMatcher(pattern)(name), expression.test(name));
    }),
    { numRuns: 5_000 },
  );
});
