import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { createCallIds } from '#http/call-id.ts';

test('makes ULIDs that sort by time and never repeat', () => {
  let now = 1_469_918_176_385;
  const newCallId = createCallIds({ now: () => now, randomBytes });
  const ids = Array.from({ length: 1_000 }, () => {
    now += 1;
    return newCallId();
  });
  assert.ok(ids.every((id) => /^chat_[0-9A-HJKMNP-TV-Z]{26}$/.test(id)));
  assert.deepEqual(ids.toSorted(), ids);
  assert.equal(new Set(ids).size, ids.length);
});

test('writes the time as the specification of ULID does', () => {
  const newCallId = createCallIds({ now: () => 1_469_918_176_385, randomBytes });
  assert.equal(newCallId().slice(0, 15), 'chat_01ARYZ6S41');
});
