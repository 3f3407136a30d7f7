/** Calls in the store: written behind everybody's back, found again, summed up, removed in time. */
import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { test } from 'node:test';
import type { CallRecord } from '#core/call-record.ts';
import type { Store } from '#store/store.ts';
import { aCall, HOUR_MS, richCall, STARTED_AT } from '#test/store/a-call.ts';
import { storeRoom } from '#test/store/store-room.ts';

test('a record comes back as it was, with everything and with as good as nothing', async (context) => {
  const { calls } = await (await storeRoom(context)).open();
  const records = [richCall('chat_1'), aCall('chat_2')];
  for (const record of records) calls.append(record);
  await calls.flush();
  const found = await calls.byIds(['chat_1', 'chat_2', 'chat_3']);
  assert.deepEqual([found.get('chat_1'), found.get('chat_2'), found.size], [...records, 2]);
});

test('pages go from new to old without gap or overlap, also where calls began in the same millisecond', async (context) => {
  const { calls } = await (await storeRoom(context)).open();
  const records = Array.from({ length: 1_203 }, (_, index) =>
    aCall(`chat_${String(index).padStart(5, '0')}`, { startedAt: STARTED_AT + Math.floor(index / 7) }),
  );
  for (const record of records) calls.append(record);
  await calls.flush();
  const seen: string[] = [];
  for (let after: string | null = null; ; ) {
    const { rows, hasNext } = await calls.page({ first: 100, after });
    seen.push(...rows.map(({ callId }) => callId));
    after = rows.at(-1)?.callId ?? assert.fail();
    if (!hasNext) break;
  }
  assert.deepEqual(seen, records.map(({ callId }) => callId).toReversed());
  assert.deepEqual(await calls.page({ first: 10, after: 'chat_gone' }), { rows: [], hasNext: false });
});

test('a filter finds those that every part of it agrees with', async (context) => {
  const { calls } = await (await storeRoom(context)).open();
  await write(calls, [richCall('chat_1'), aCall('chat_2', { startedAt: STARTED_AT + 5, status: 'canceled' })]);
  const found = async (filter: object) =>
    (await calls.page({ first: 10, after: null, ...filter })).rows.map(({ callId }) => callId);
  assert.deepEqual(await found({}), ['chat_2', 'chat_1']);
  assert.deepEqual(await found({ from: STARTED_AT + 5 }), ['chat_2']);
  assert.deepEqual(await found({ to: STARTED_AT + 5 }), ['chat_1']);
  assert.deepEqual(await found({ statuses: ['canceled', 'refused'] }), ['chat_2']);
  assert.deepEqual(await found({ errorCodes: ['TIMEOUT'] }), ['chat_1']);
  assert.deepEqual(await found({ doors: ['openai'] }), ['chat_2']);
  assert.deepEqual(await found({ modelNames: ['large'] }), ['chat_1']);
  assert.deepEqual(await found({ routeIds: ['rte_1'], consumerIds: ['csm_1'], keyIds: ['key_1'] }), ['chat_1']);
  assert.deepEqual(await found({ routeIds: ['rte_1'], keyIds: ['key_2'] }), []);
  assert.deepEqual(await found({ comparisonIds: ['cmp_1', 'cmp_2'] }), ['chat_1']);
});

test('usage is exact over any time, within an hour and over many', async (context) => {
  const { calls } = await (await storeRoom(context)).open();
  const records = Array.from({ length: 400 }, (_, index) =>
    aCall(`chat_${index}`, {
      startedAt: STARTED_AT + index * 97_003,
      status: index % 5 === 0 ? 'refused' : index % 7 === 0 ? 'failed' : index % 11 === 0 ? 'canceled' : 'succeeded',
      keyId: `key_${index % 3}`,
      consumerId: `csm_${index % 2}`,
      ...(index % 4 > 0 && { usage: { inputTokens: index, outputTokens: 2 * index, estimated: false } }),
      ...(index % 6 > 0 && { cost: 1_234_567_890 * index }),
    }),
  );
  await write(calls, records.slice(0, 150));
  await write(calls, records.slice(150));
  const ends = [0, HOUR_MS - 1, HOUR_MS, 3.5 * HOUR_MS, 9 * HOUR_MS, 99 * HOUR_MS].map(
    (offset) => STARTED_AT - (STARTED_AT % HOUR_MS) + offset,
  );
  for (const from of ends) {
    for (const to of ends) {
      for (const whom of [{}, { keyId: 'key_1' }, { consumerId: 'csm_0' }, { keyId: 'key_2', consumerId: 'csm_1' }]) {
        const asked = { from, to, ...whom };
        assert.deepEqual(await calls.usage(asked), summed(records, asked), JSON.stringify(asked));
      }
      const each = await calls.usageOfEach({ from, to, by: 'keyId', ids: ['key_0', 'key_2', 'key_other'] });
      for (const keyId of ['key_0', 'key_2']) {
        const alone = summed(records, { from, to, keyId });
        assert.deepEqual(each.get(keyId), alone.requests > 0 ? alone : undefined);
      }
      assert.equal(each.has('key_other'), false);
    }
  }
});

test('a call that is appended twice is kept and counted once', async (context) => {
  const { calls } = await (await storeRoom(context)).open();
  await write(calls, [aCall('chat_1'), aCall('chat_1')]);
  await write(calls, [aCall('chat_1')]);
  const all = { from: STARTED_AT - (STARTED_AT % HOUR_MS), to: STARTED_AT - (STARTED_AT % HOUR_MS) + HOUR_MS };
  assert.equal((await calls.usage(all)).requests, 1);
});

test('what is older than its time is removed, and its sums stay', async (context) => {
  const { calls } = await (await storeRoom(context)).open();
  const records = Array.from({ length: 900 }, (_, index) => aCall(`chat_${index}`, { startedAt: STARTED_AT + index }));
  await write(calls, records);
  const limit = (records[700]?.endedAt ?? 0) as number;
  assert.equal(await calls.removeBefore(limit), 700);
  assert.equal(await calls.removeBefore(limit), 0);
  assert.equal((await calls.page({ first: 1_000, after: null })).rows.length, 200);
  const hour = STARTED_AT - (STARTED_AT % HOUR_MS);
  assert.equal((await calls.usage({ from: hour, to: hour + HOUR_MS })).requests, 900);
});

test('a record that the database will not take does not take its neighbours with it', async (context) => {
  const room = await storeRoom(context);
  const { calls } = await room.open();
  await write(calls, [aCall('chat_1'), aCall('chat_2', { durationMs: Number.NaN }), aCall('chat_3')]);
  assert.deepEqual([...(await calls.byIds(['chat_1', 'chat_2', 'chat_3'])).keys()].sort(), ['chat_1', 'chat_3']);
  const told = room.log.lines.filter(({ level }) => level === 'error');
  assert.deepEqual(
    told.map(({ fields }) => fields),
    [{ count: 1, reason: 'SQLITE_CONSTRAINT_NOTNULL' }],
  );
});

test('a writer that cannot start is started again until it can', {
  skip: process.platform === 'win32',
}, async (context) => {
  const room = await storeRoom(context);
  const { calls } = await room.open();
  await rename(room.file, `${room.file}.away`);
  calls.append(aCall('chat_1'));
  while (room.log.lines.length === 0) await new Promise(setImmediate);
  await rename(`${room.file}.away`, room.file);
  calls.append(aCall('chat_2'));
  await calls.flush();
  assert.equal((await calls.byIds(['chat_1', 'chat_2'])).size, 2);
  assert.deepEqual(
    room.log.lines.map(({ level, fields }) => [level, fields]),
    [
      ['warn', { reason: 'SQLITE_CANTOPEN' }],
      ['info', {}],
    ],
  );
});

test('more calls than can wait are dropped, and how many is told', async (context) => {
  const room = await storeRoom(context);
  const { calls } = await room.open();
  for (let index = 0; index < 10_003; index += 1) calls.append(aCall(`chat_${index}`));
  await calls.flush();
  calls.append(aCall('chat_after'));
  await calls.flush();
  const hour = STARTED_AT - (STARTED_AT % HOUR_MS);
  assert.equal((await calls.usage({ from: hour, to: hour + HOUR_MS })).requests, 10_001);
  const told = room.log.lines.filter(({ level }) => level === 'error').map(({ fields }) => fields.count);
  assert.deepEqual(told, [3]);
});

test('closing the store writes what is queued, and calls after it are told to be lost', async (context) => {
  const room = await storeRoom(context);
  const { calls, close } = await room.open();
  calls.append(aCall('chat_1'));
  await close();
  calls.append(aCall('chat_2'));
  const other = await room.open();
  assert.equal((await other.calls.byIds(['chat_1', 'chat_2'])).size, 1);
  assert.equal(room.log.lines.length, 1);
});

async function write(calls: Store['calls'], records: readonly CallRecord[]): Promise<void> {
  for (const record of records) calls.append(record);
  await calls.flush();
}

interface Asked {
  readonly from: number;
  readonly to: number;
  readonly keyId?: string;
  readonly consumerId?: string;
}

function summed(records: readonly CallRecord[], { from, to, keyId, consumerId }: Asked) {
  const wanted = records.filter(
    (record) =>
      record.startedAt >= from &&
      record.startedAt < to &&
      (keyId === undefined || record.keyId === keyId) &&
      (consumerId === undefined || record.consumerId === consumerId),
  );
  const sum = (amountOf: (record: CallRecord) => number) =>
    wanted.reduce((total, record) => total + amountOf(record), 0);
  return {
    requests: wanted.length,
    errors: sum(({ status }) => (status === 'failed' || status === 'refused' ? 1 : 0)),
    inputTokens: sum(({ usage }) => usage?.inputTokens ?? 0),
    outputTokens: sum(({ usage }) => usage?.outputTokens ?? 0),
    cost: sum(({ cost = 0 }) => cost),
    unpriced: sum(({ cost }) => (cost === undefined ? 1 : 0)),
  };
}
