import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digest } from '#core/digest.ts';

test('names a text by its SHA-256, always the same way', async () => {
  assert.equal(await digest(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  assert.equal(await digest('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
