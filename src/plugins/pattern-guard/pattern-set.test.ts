import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createPatternSet, findSpans } from '#plugins/pattern-guard/pattern-set.ts';

const spansOf = (source: string, text: string) => findSpans(createPatternSet([source], true), text);

test('finds the same as the language itself where the syntax is shared', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n'), maxLength: 50 });
  const source = fc.constantFrom('ab', 'a+', 'a.*b', '\\ba', '(?:ab|a)b', '[^a]+$', '^b');
  fc.assert(
    fc.property(text, source, (whole, pattern) => {
      const expected = [...whole.matchAll(new RegExp(pattern, 'g'))].map(({ index, 0: found }) => ({
        start: index,
        end: index + found.length,
      }));
      assert.deepEqual(spansOf(pattern, whole), expected);
    }),
    { numRuns: 1_000 },
  );
});

test('finds matches anywhere in a long text, also one that is longer than what is read ahead', () => {
  const gap = ' '.repeat(5_000);
  const near = [5_000, 10_006].map((start) => ({ start, end: start + 6 }));
  assert.deepEqual(spansOf('secret', `${gap}secret${gap}secret${gap}`), near);
  assert.deepEqual(spansOf('b.*e', `${gap}b${gap}${gap}e${gap}`), [{ start: 5_000, end: 15_002 }]);
  assert.deepEqual(spansOf('x+', `${gap}${'x'.repeat(20_000)}${gap}`), [{ start: 5_000, end: 25_000 }]);
});

test('takes the rest of a text as one match after a thousand', () => {
  const spans = spansOf('a', 'a '.repeat(3_000));
  assert.equal(spans.length, 1_000);
  assert.deepEqual(spans.at(-1), { start: 1_998, end: 6_000 });
});

test('does not read to the end of the text again for every match', () => {
  const startedAt = performance.now();
  assert.equal(spansOf('a.*z|a', 'a '.repeat(200_000)).length, 1_000);
  assert.ok(performance.now() - startedAt < 10_000);
});
