import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeyHasher } from '#http/key-hasher.ts';

const hasher = createKeyHasher('pepper');

test('proves a secret by one of its hashes', () => {
  assert.equal(hasher.matches('secret', [hasher.hash('other'), hasher.hash('secret')]), true);
  assert.equal(hasher.matches('secret', [hasher.hash('other')]), false);
  assert.equal(hasher.matches('secret', []), false);
});

test('refuses a stored hash that is none', () => {
  assert.equal(hasher.matches('secret', ['', 'short', hasher.hash('secret').slice(0, -3)]), false);
});

test('proves nothing with another pepper', () => {
  assert.equal(createKeyHasher('salt').matches('secret', [hasher.hash('secret')]), false);
});
