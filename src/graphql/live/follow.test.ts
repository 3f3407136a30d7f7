import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEventHub } from '#events/event-hub.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { follow, heard } from '#graphql/live/follow.ts';

/** As much of a context as following takes. */
function contextWith(signal: AbortSignal): GraphqlContext {
  return { signal } as GraphqlContext;
}

function followRevisions(signal = new AbortController().signal) {
  const hub = createEventHub();
  const events = follow(contextWith(signal), (left) =>
    hub.subscribe('config-changed', { capacity: 2, whenFull: 'end', signal: left }),
  );
  return { hub, events };
}

test('a reader that leaves while it waits is let go at once', async () => {
  const { hub, events } = followRevisions();
  const pending = events.next();
  assert.equal(hub.readerCount(), 1);
  await events.return?.();
  assert.equal((await pending).done, true);
  assert.equal(hub.readerCount(), 0);
});

test('a reader whose request was aborted is let go at once', async () => {
  const controller = new AbortController();
  const { hub, events } = followRevisions(controller.signal);
  const pending = events.next();
  controller.abort();
  assert.equal((await pending).done, true);
  assert.equal(hub.readerCount(), 0);
});

test('a reader that leaves before it has read anything holds nothing', async () => {
  const { hub, events } = followRevisions();
  await events.return?.();
  assert.equal((await events.next()).done, true);
  assert.equal(hub.readerCount(), 0);
});

test('what ends a stream is its last event, and is thrown where it is resolved', async () => {
  const { hub, events } = followRevisions();
  const first = events.next();
  for (const revision of [1, 2, 3, 4]) hub.publish({ type: 'config-changed', revision });
  assert.deepEqual(heard((await first).value), { type: 'config-changed', revision: 1 });
  const last = (await events.next()).value;
  assert.throws(() => heard(last), { code: 'OVERLOADED' });
  assert.equal((await events.next()).done, true);
});
