import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeFloats, encodeFloats } from '#core/float32-base64.ts';

test('four bytes a number, the lowest first', () => {
  assert.equal(Buffer.from(encodeFloats([0.5, -2]), 'base64').toString('hex'), '0000003f000000c0');
  assert.equal(encodeFloats([]), '');
});

test('what was written is read again, in 32 bits', () => {
  fc.assert(
    fc.property(fc.array(fc.float({ noNaN: true })), (values) => {
      assert.deepEqual(decodeFloats(encodeFloats(values)), values);
    }),
  );
});

test('texts of another kind or length are not read', () => {
  for (const text of ['AAA', 'AAAA', 'AAAAAA==A', 'not base64!!', '[0.1,0.2]', 'AAAAPw==\n\n'])
    assert.equal(decodeFloats(text), undefined, text);
  fc.assert(fc.property(fc.string(), (text) => void decodeFloats(text)));
});
