import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createPatternSet, findSpans } from '#plugins/pattern-guard/pattern-set.ts';
import { createScanner } from '#plugins/pattern-guard/scanner.ts';

interface Scan {
  readonly patterns: readonly string[];
  readonly pieces: readonly string[];
  readonly maxMatchLength?: number;
}

function scan({ patterns, pieces, maxMatchLength = 8 }: Scan): string[] {
  const set = createPatternSet(patterns, false);
  const scanner = createScanner({ set, maxMatchLength, maskWith: '#', onFound: () => undefined });
  return [...pieces.map((piece) => scanner.push(piece)), scanner.end()];
}

/** Texts in which matches are likely, with a character of two units and line ends among them. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'x', '1', ' ', '\n', '😀', 'K'), maxLength: 60 });
const bounded = fc.constantFrom(
  'ab',
  'a{2,4}',
  'abc|b',
  '^a',
  'b$',
  '\\bab\\b',
  '(?m)^b',
  '(?m)c$',
  '[^a]x',
  '😀',
  '.b',
  'k',
  'a?b?c',
);
const endless = fc.constantFrom('a+', 'ab*', 'a.*b', '\\b\\w+\\b', 'x\\S+', '1.*$', '(ab)+c', 'b+?\\b', '[^b]+x');

function cut(whole: string, places: readonly number[]): string[] {
  const ends = [...places.map((place) => place % (whole.length + 1)), whole.length].sort((left, right) => left - right);
  return ends.map((end, index) => whole.slice(ends[index - 1] ?? 0, end));
}

const cuts = fc.array(fc.nat(), { maxLength: 20 });

test('gives the same text however it was cut', () => {
  const patterns = fc.array(fc.oneof(bounded, endless), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(text, cuts, patterns, (whole, places, chosen) => {
      const inPieces = scan({ patterns: chosen, pieces: cut(whole, places) }).join('');
      assert.equal(inPieces, scan({ patterns: chosen, pieces: [whole] }).join(''));
    }),
    { numRuns: 3_000 },
  );
});

test('masks exactly what is found in the whole text where every match has a longest form', () => {
  const patterns = fc.array(bounded, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(text, cuts, patterns, (whole, places, chosen) => {
      const spans = findSpans(createPatternSet(chosen, false), whole);
      const isMasked = (index: number) => spans.some(({ start, end }) => index >= start && index < end);
      const units = whole.split('').map((unit, index) => (isMasked(index) ? '#' : unit));
      const expected = units.join('').replace(/#+/g, '#');
      assert.equal(scan({ patterns: chosen, pieces: cut(whole, places) }).join(''), expected);
    }),
    { numRuns: 3_000 },
  );
});

test('lets nothing of a match out, nor anything after it, before it is found', () => {
  const patterns = fc.array(fc.oneof(bounded, endless), { minLength: 1, maxLength: 3 });
  class Found extends Error {}
  fc.assert(
    fc.property(text, cuts, patterns, (whole, places, chosen) => {
      const set = createPatternSet(chosen, false);
      const scanner = createScanner({
        set,
        // Longer than any text here, so that every match is seen whole.
        maxMatchLength: 200,
        maskWith: '#',
        onFound: () => {
          throw new Found();
        },
      });
      let left = '';
      let found = false;
      try {
        for (const piece of cut(whole, places)) left += scanner.push(piece);
        left += scanner.end();
      } catch (thrown) {
        assert.ok(thrown instanceof Found);
        found = true;
      }
      const first = findSpans(set, whole)[0];
      assert.equal(found, first !== undefined);
      assert.ok(whole.slice(0, first?.start).startsWith(left));
      if (!first) assert.equal(left, whole);
    }),
    { numRuns: 3_000 },
  );
});

test('holds back no more than the longest match needs', () => {
  assert.deepEqual(scan({ patterns: ['secret'], pieces: ['Hello world', ' and all'] }), [
    'Hello ',
    'world an',
    'd all',
  ]);
});

test('never cuts a character of two units in half', () => {
  const pieces = scan({ patterns: ['zz'], pieces: ['a😀', '😀b'] });
  for (const piece of pieces) assert.equal(piece.isWellFormed(), true);
  assert.equal(pieces.join(''), 'a😀😀b');
});

test('masks a match without a longest form to its end where it fits the window, and piece by piece where not', () => {
  assert.equal(scan({ patterns: ['key-\\w+'], pieces: ['a key-abcd b'], maxMatchLength: 16 }).join(''), 'a # b');
  assert.equal(scan({ patterns: ['x+'], pieces: [`a ${'x'.repeat(30)} b`], maxMatchLength: 8 }).join(''), 'a # b');
});
