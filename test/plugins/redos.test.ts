/** Known evil patterns and inputs; `npm run redos` measures them for longer. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RE2JS } from 're2js';
import { compilePattern } from '#plugins/pattern-guard/pattern.ts';
import { patternGuard } from '#plugins/pattern-guard/plugin.ts';
import { EVIL_PATTERNS } from '#test/plugins/evil-patterns.ts';
import { measureHolds } from '#test/plugins/measure-holds.ts';

/** Far above what it takes, since tests share a machine; an engine that backtracks would not end in hours. */
const PATIENCE_MS = 1_000;

test('every evil pattern is compiled by the engine of linear time', () => {
  assert.equal(EVIL_PATTERNS.length, 50);
  assert.equal(new Set(EVIL_PATTERNS.map(({ pattern }) => pattern)).size, 50);
  for (const { pattern } of EVIL_PATTERNS)
    assert.ok(compilePattern(pattern, false).expression instanceof RE2JS, pattern);
});

test('patterns and windows that no search could be in time for are refused, by name', () => {
  const wrong = (config: unknown) =>
    patternGuard.config
      .safeParse(config)
      .error?.issues.map(({ path, message }) => [path.join('.'), message.slice(0, 40)]);
  assert.deepEqual(wrong({ deny: ['ok', '(a{1,30}){1,30}b'] }), [
    ['deny.1', 'The pattern is too large to be looked fo'],
  ]);
  assert.deepEqual(wrong({ deny: ['(.*a){11}'], maxMatchLength: 100_000 }), [
    ['maxMatchLength', 'Give at most 14035, since a pattern is s'],
  ]);
  assert.equal(wrong({ deny: ['[\\s\\S]{0,400}end', 'secret-[a-z0-9]+'], maxMatchLength: 10_000 }), undefined);
});

describe('no pattern and no input holds the event loop', async () => {
  for (const { plugin, holdMs, at, runs } of await measureHolds(10_000)) {
    test(plugin, (context) => {
      context.diagnostic(`${runs} patterns and inputs: at most ${holdMs.toFixed(1)} ms, by ${at}`);
      assert.ok(holdMs < PATIENCE_MS, `${holdMs} ms by ${at}`);
    });
  }
});
