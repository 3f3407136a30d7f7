import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { mintApiKey, parseApiKey } from '#http/api-key.ts';

test('parses the key that it minted', () => {
  const { publicId, secret, text, hint } = mintApiKey(randomBytes);
  assert.match(text, /^gh_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
  assert.deepEqual(parseApiKey(text), { publicId, secret });
  assert.equal(hint, `gh_live_${publicId.slice(0, 4)}…${secret.slice(-2)}`);
});

test('gives a key that is there a new secret', () => {
  const before = mintApiKey(randomBytes);
  const after = mintApiKey(randomBytes, before.publicId);
  assert.deepEqual(parseApiKey(after.text), { publicId: before.publicId, secret: after.secret });
  assert.notEqual(after.secret, before.secret);
});

test('finds every single typing error without a look-up', () => {
  const { text } = mintApiKey(randomBytes);
  for (let index = 0; index < text.length; index += 1) {
    const wrong = text.slice(0, index) + (text[index] === 'x' ? 'y' : 'x') + text.slice(index + 1);
    assert.equal(parseApiKey(wrong), undefined, wrong);
  }
});

test('uses every character alike', () => {
  const counts = new Map<string, number>();
  for (let index = 0; index < 2_000; index += 1) {
    for (const character of mintApiKey(randomBytes).secret) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const expected = (2_000 * 43) / 62;
  assert.equal(counts.size, 62);
  for (const [character, count] of counts) {
    assert.ok(Math.abs(count - expected) < expected * 0.2, `${character}: ${count} of ${expected}`);
  }
});

test('gives no bias to the low characters where random bytes are high', () => {
  let given = 0;
  const highFirst = (size: number) => new Uint8Array(size).fill(given++ === 0 ? 255 : 61);
  assert.equal(mintApiKey(highFirst).publicId, 'z'.repeat(12));
});
