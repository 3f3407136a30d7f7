import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { estimateTokens, totalTokens } from '#core/chat/usage.ts';

test('an estimate is a whole number, never zero for text, and grows with the text', () => {
  assert.equal(estimateTokens(''), 0);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary' }), (text, more) => {
      assert.ok(Number.isInteger(estimateTokens(text)));
      assert.ok(estimateTokens(text) >= 1);
      assert.ok(estimateTokens(text + more) >= estimateTokens(text));
    }),
  );
});

test('wide scripts need more tokens a character than Latin ones', () => {
  assert.equal(estimateTokens('twelve chars'), 3);
  assert.equal(estimateTokens('日本語の文章です。一二三'), 8);
});

test('a total counts what is not known as nothing', () => {
  assert.equal(totalTokens({ estimated: false }), 0);
  assert.equal(totalTokens({ inputTokens: 2, outputTokens: 3, reasoningTokens: 1, estimated: true }), 5);
});
