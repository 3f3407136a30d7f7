import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallRecord } from '#core/call-record.ts';
import { createEventHub, type EventHub } from '#events/event-hub.ts';

const NEVER = new AbortController().signal;
const CONFIG = { capacity: 2, whenFull: 'keep-newest', signal: NEVER } as const;
const CALLS = { capacity: 2, whenFull: 'end', signal: NEVER } as const;

const changed = (revision: number) => ({ type: 'config-changed', revision }) as const;
const ended = (callId: string) => ({ type: 'call-ended', record: recordOf(callId) }) as const;

function recordOf(callId: string): CallRecord {
  return {
    callId,
    door: 'openai',
    startedAt: 0,
    endedAt: 1,
    status: 'succeeded',
    modelName: 'm',
    streamed: false,
    durationMs: 1,
    overheadMs: 0,
    cache: 'disabled',
    findings: [],
    steps: [],
    attempts: [],
    configRevision: 1,
  };
}

function publishAll(hub: EventHub, revisions: readonly number[]): void {
  for (const revision of revisions) hub.publish(changed(revision));
}

test('every reader of a type gets its events in order, and none of another type', async () => {
  const hub = createEventHub();
  const readers = [hub.subscribe('config-changed', CONFIG), hub.subscribe('config-changed', CONFIG)];
  const calls = hub.subscribe('call-ended', CALLS);
  hub.publish(changed(1));
  hub.publish(ended('chat_1'));
  hub.publish(changed(2));
  for (const reader of readers) {
    assert.deepEqual((await reader.next()).value, changed(1));
    assert.deepEqual((await reader.next()).value, changed(2));
  }
  assert.deepEqual((await calls.next()).value, ended('chat_1'));
});

test('an event reaches a reader that waits for it', async () => {
  const hub = createEventHub();
  const reader = hub.subscribe('config-changed', CONFIG);
  const pending = [reader.next(), reader.next()];
  publishAll(hub, [1, 2]);
  assert.deepEqual(
    (await Promise.all(pending)).map(({ value }) => value?.revision),
    [1, 2],
  );
});

test('what was published before a reader came is not for it', async () => {
  const hub = createEventHub();
  hub.publish(changed(1));
  const reader = hub.subscribe('config-changed', CONFIG);
  hub.publish(changed(2));
  assert.deepEqual((await reader.next()).value, changed(2));
});

test('a slow reader that keeps the newest loses the oldest and holds no more than its queue', async () => {
  const hub = createEventHub();
  const reader = hub.subscribe('config-changed', CONFIG);
  publishAll(
    hub,
    Array.from({ length: 1000 }, (_, index) => index + 1),
  );
  assert.equal((await reader.next()).value?.revision, 999);
  assert.equal((await reader.next()).value?.revision, 1000);
  assert.equal(hub.readerCount(), 1);
});

test('a slow reader of what must not be missed is ended and told why, once', async () => {
  const hub = createEventHub();
  const reader = hub.subscribe('call-ended', CALLS);
  for (const id of ['chat_1', 'chat_2', 'chat_3']) hub.publish(ended(id));
  assert.equal(hub.readerCount(), 0);
  await assert.rejects(reader.next(), { code: 'OVERLOADED', message: /subscribe again/ });
  assert.deepEqual(await reader.next(), { done: true, value: undefined });
});

test('a slow reader takes nothing from a fast one', async () => {
  const hub = createEventHub();
  hub.subscribe('call-ended', CALLS);
  const fast = hub.subscribe('call-ended', CALLS);
  for (const id of ['chat_1', 'chat_2', 'chat_3', 'chat_4']) {
    hub.publish(ended(id));
    assert.equal((await fast.next()).value?.record.callId, id);
  }
});

test('events that a reader does not want take no place in its queue', async () => {
  const hub = createEventHub();
  const reader = hub.subscribe('call-ended', { ...CALLS, wants: ({ record }) => record.callId === 'chat_7' });
  for (let number = 1; number <= 10; number += 1) hub.publish(ended(`chat_${number}`));
  assert.equal((await reader.next()).value?.record.callId, 'chat_7');
});

test('return() ends a read that waits, and frees the reader', async () => {
  const hub = createEventHub();
  const reader = hub.subscribe('config-changed', CONFIG);
  const pending = reader.next();
  await reader.return?.();
  assert.deepEqual(await pending, { done: true, value: undefined });
  assert.equal(hub.readerCount(), 0);
  hub.publish(changed(1));
  assert.deepEqual(await reader.next(), { done: true, value: undefined });
});

test('leaving a loop frees the reader', async () => {
  const hub = createEventHub();
  const reader = hub.subscribe('config-changed', CONFIG);
  hub.publish(changed(1));
  for await (const _ of reader) break;
  assert.equal(hub.readerCount(), 0);
});

test('a signal ends its reader, also one that was aborted before', async () => {
  const hub = createEventHub();
  const controller = new AbortController();
  const reader = hub.subscribe('config-changed', { ...CONFIG, signal: controller.signal });
  const pending = reader.next();
  controller.abort();
  assert.deepEqual(await pending, { done: true, value: undefined });
  const late = hub.subscribe('config-changed', { ...CONFIG, signal: controller.signal });
  assert.deepEqual(await late.next(), { done: true, value: undefined });
  assert.equal(hub.readerCount(), 0);
});

test('closing the hub ends every reader, and those that come later', async () => {
  const hub = createEventHub();
  const pending = hub.subscribe('config-changed', CONFIG).next();
  hub.close();
  assert.equal((await pending).done, true);
  assert.equal((await hub.subscribe('call-ended', CALLS).next()).done, true);
  assert.equal(hub.readerCount(), 0);
});
