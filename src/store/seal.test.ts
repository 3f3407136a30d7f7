/** Envelopes open with their key at their place, and nowhere else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret } from '#core/secret.ts';
import { createSealer } from '#store/seal.ts';

const key = (byte: number) => new Secret(new Uint8Array(32).fill(byte));
const sealer = createSealer({ current: key(1), others: [] });

test('what is sealed comes out again, whatever it is', () => {
  for (const secret of ['', 'sk-1', 'ключ 🔑', 'x'.repeat(100_000)]) {
    assert.equal(sealer.open(sealer.seal(secret, 'here'), 'here'), secret);
  }
});

test('the same secret never looks the same twice', () => {
  assert.notEqual(sealer.seal('secret', 'here'), sealer.seal('secret', 'here'));
});

test('an envelope is worth nothing in another place', () => {
  assert.equal(sealer.open(sealer.seal('secret', 'here'), 'there'), undefined);
});

test('an envelope with any part changed, cut or missing stays shut', () => {
  const envelope = sealer.seal('secret', 'here');
  for (let index = 0; index < envelope.length; index += 1) {
    const other = envelope[index] === 'A' ? 'B' : 'A';
    const changed = envelope.slice(0, index) + other + envelope.slice(index + 1);
    // The last character of base64 may have bits that mean nothing.
    const isSame = Buffer.from(changed.split('.')[3] ?? '', 'base64url').equals(
      Buffer.from(envelope.split('.')[3] ?? '', 'base64url'),
    );
    const isElsewhere = index < envelope.lastIndexOf('.') || !isSame;
    if (isElsewhere) assert.equal(sealer.open(changed, 'here'), undefined, `character ${index}`);
    assert.equal(sealer.open(envelope.slice(0, index), 'here'), undefined, `cut at ${index}`);
  }
});

test('a former key still opens what it sealed, and the current one seals', () => {
  const envelope = sealer.seal('secret', 'here');
  const rotated = createSealer({ current: key(2), others: [key(1)] });
  assert.equal(rotated.open(envelope, 'here'), 'secret');
  assert.equal(rotated.isCurrent(envelope), false);
  assert.equal(rotated.isCurrent(rotated.seal('secret', 'here')), true);
  assert.equal(createSealer({ current: key(2), others: [] }).open(envelope, 'here'), undefined);
});
