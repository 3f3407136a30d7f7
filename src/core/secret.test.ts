import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { Secret } from '#core/secret.ts';

test('a secret is given away by asking for it and in no other way', () => {
  const secret = new Secret('hunter2');
  assert.equal(secret.reveal(), 'hunter2');
  const shown = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    JSON.stringify({ ...secret }),
    JSON.stringify(Object.entries(secret)),
    inspect(secret),
    inspect({ deep: [secret] }, { showHidden: true, depth: 9 }),
  ];
  for (const text of shown) assert.doesNotMatch(text, /hunter2/);
  assert.equal(`${secret}`, '[secret]');
});
