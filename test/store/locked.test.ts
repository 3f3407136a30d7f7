/** A store whose file another holds: the event loop runs on, what can wait waits, what cannot says so. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import Sqlite from 'better-sqlite3';
import { GatewayError } from '#core/error/gateway-error.ts';
import { StoreProblem } from '#store/store-problem.ts';
import { aCall } from '#test/store/a-call.ts';
import { RICH_DOCUMENT } from '#test/store/rich-document.ts';
import { become, edited, type StoreRoom, storeRoom } from '#test/store/store-room.ts';

const isUnavailable = (thrown: unknown) => thrown instanceof GatewayError && thrown.code === 'STORE_UNAVAILABLE';

test('changes give up in time while reads and the event loop go on, and work again after it', async (context) => {
  const room = await storeRoom(context);
  const store = await room.open();
  await store.config.change(become(RICH_DOCUMENT));
  const release = lock(room, context);
  const gaps = watchEventLoop();
  const began = performance.now();
  const changes = [0, 1, 2].map((weight) =>
    store.config.change(
      edited(({ credentials }) => ({ credentials: credentials.map((credential) => ({ ...credential, weight })) })),
    ),
  );
  const refused = Promise.all(changes.map((change) => assert.rejects(change, isUnavailable)));
  assert.equal((await store.read.models.page({ first: 5, after: null })).totalCount, 2);
  assert.equal(store.config.version(), 1);
  await refused;
  assert.ok(performance.now() - began < 4_000, 'those in the queue do not wait one after the other');
  assert.ok(gaps.stop() < 400, `the event loop stood still for ${gaps.stop()} ms`);
  release();
  assert.equal((await store.config.change(edited(() => ({ chains: [] })))).revision, 2);
});

test('a change waits for a lock that is let go in time', async (context) => {
  const room = await storeRoom(context);
  const store = await room.open();
  const release = lock(room, context);
  const change = store.config.change(become(RICH_DOCUMENT));
  setTimeout(release, 300);
  assert.equal((await change).revision, 1);
});

test('calls that end meanwhile are written once the lock is gone, and hold up nobody', async (context) => {
  const room = await storeRoom(context);
  const { calls } = await room.open();
  calls.append(aCall('chat_before'));
  await calls.flush();
  const release = lock(room, context);
  const gaps = watchEventLoop();
  const ids = Array.from({ length: 1_200 }, (_, index) => `chat_${index}`);
  for (const id of ids) calls.append(aCall(id));
  const flushed = calls.flush();
  assert.deepEqual([...(await calls.byIds(ids)).keys()], []);
  await new Promise((resolve) => setTimeout(resolve, 800));
  assert.ok(gaps.stop() < 400, `the event loop stood still for ${gaps.stop()} ms`);
  release();
  await flushed;
  assert.equal((await calls.byIds(ids)).size, ids.length);
});

test('a file that stays locked is told at the start', async (context) => {
  const room = await storeRoom(context);
  await (await room.open()).close();
  lock(room, context);
  const refused = room.open();
  await assert.rejects(refused, (thrown) => thrown instanceof StoreProblem && /locked by another/.test(thrown.message));
});

test('a closed store says that it is not available', async (context) => {
  const store = await (await storeRoom(context)).open();
  await store.close();
  await assert.rejects(store.config.load(), isUnavailable);
  await assert.rejects(store.config.change(become(RICH_DOCUMENT)), isUnavailable);
  assert.throws(() => store.config.version(), isUnavailable);
});

/** What another process does that writes and does not end. */
function lock({ file }: StoreRoom, context: TestContext): () => void {
  const raw = new Sqlite(file);
  raw.exec('BEGIN IMMEDIATE');
  context.after(() => raw.close());
  return () => raw.exec('ROLLBACK');
}

function watchEventLoop(): { stop(): number } {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 2);
  return {
    stop() {
      clearInterval(timer);
      return longest;
    },
  };
}
