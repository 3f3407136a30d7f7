/** Sessions and one-time links: there until they end, and a link works once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storeRoom } from '#test/store/store-room.ts';

const ACTOR = { kind: 'user', id: null, displayName: 'Ada' } as const;

test('a login token is taken once, also by two at the same time', async (context) => {
  const room = await storeRoom(context);
  const [{ sessions }, other] = [await room.open(), await room.open()];
  await sessions.addLoginToken('hash', 2_000);
  const taken = await Promise.all([
    sessions.takeLoginToken('hash', 1_000),
    other.sessions.takeLoginToken('hash', 1_000),
  ]);
  assert.deepEqual(taken.toSorted(), [false, true]);
  assert.equal(await sessions.takeLoginToken('hash', 1_000), false);
});

test('a login token that has expired is worth nothing', async (context) => {
  const { sessions } = await (await storeRoom(context)).open();
  await sessions.addLoginToken('hash', 2_000);
  assert.equal(await sessions.takeLoginToken('hash', 2_000), false);
  assert.equal(await sessions.takeLoginToken('other', 1_000), false);
});

test('a session is found until it ends, is put off, and is removed for good', async (context) => {
  const { sessions } = await (await storeRoom(context)).open();
  const session = { hash: 'hash', actor: ACTOR, createdAt: 1_000, expiresAt: 2_000 };
  await sessions.addSession(session);
  assert.deepEqual(await sessions.findSession('hash', 1_999), session);
  assert.equal(await sessions.findSession('hash', 2_000), undefined);
  await sessions.extendSession('hash', 3_000);
  assert.deepEqual(await sessions.findSession('hash', 2_000), { ...session, expiresAt: 3_000 });
  await sessions.removeSession('hash');
  await sessions.extendSession('hash', 9_000);
  assert.equal(await sessions.findSession('hash', 1_000), undefined);
});

test('what has expired is removed, and nothing else', async (context) => {
  const { sessions } = await (await storeRoom(context)).open();
  await sessions.addSession({ hash: 'old', actor: ACTOR, createdAt: 0, expiresAt: 1_000 });
  await sessions.addSession({ hash: 'new', actor: ACTOR, createdAt: 0, expiresAt: 1_001 });
  await sessions.addLoginToken('old', 1_000);
  await sessions.addLoginToken('new', 1_001);
  await sessions.removeExpired(1_000);
  assert.equal(await sessions.findSession('old', 0), undefined);
  assert.equal((await sessions.findSession('new', 0))?.hash, 'new');
  assert.equal(await sessions.takeLoginToken('old', 0), false);
  assert.equal(await sessions.takeLoginToken('new', 0), true);
});
