/** The history: every change told once, in order, and not to be changed unnoticed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Sqlite from 'better-sqlite3';
import { diffDocuments } from '#core/config/difference.ts';
import { EMPTY_DOCUMENT } from '#core/config/document.ts';
import { RICH_DOCUMENT } from '#test/store/rich-document.ts';
import { AUDIT, become, storeRoom } from '#test/store/store-room.ts';

test('a change leaves a revision with its differences and the whole document, and an audit event', async (context) => {
  const room = await storeRoom(context);
  const { config, history } = await room.open();
  await config.change(become(RICH_DOCUMENT));
  room.now += 5;
  await config.change(become({ ...RICH_DOCUMENT, chains: [] }));
  const page = await history.revisions({ first: 1, after: null });
  assert.deepEqual(page, {
    rows: [
      {
        id: 'rev_2',
        number: 2,
        at: room.now,
        author: AUDIT.actor,
        comment: AUDIT.comment,
        differences: diffDocuments(RICH_DOCUMENT, { ...RICH_DOCUMENT, chains: [] }),
      },
    ],
    hasNext: true,
    totalCount: 2,
  });
  const older = await history.revisions({ first: 1, after: 2 });
  assert.deepEqual([older.rows.map(({ number }) => number), older.hasNext], [[1], false]);
  assert.deepEqual([...(await history.revisionsByNumbers([1, 2, 3])).keys()].sort(), [1, 2]);
  assert.deepEqual(await history.documentAt(1), RICH_DOCUMENT);
  assert.equal(await history.documentAt(9), undefined);

  const { rows } = await history.auditEvents({ first: 5, after: null });
  assert.deepEqual(
    rows.map(({ id, sequence, allowed }) => ({ id, sequence, allowed })),
    [
      { id: 'aud_2', sequence: 2, allowed: true },
      { id: 'aud_1', sequence: 1, allowed: true },
    ],
  );
  const { id, sequence, at, allowed, hash, differences, ...entry } = rows[1] ?? assert.fail();
  assert.deepEqual(entry, AUDIT);
  assert.deepEqual(differences, diffDocuments(EMPTY_DOCUMENT, RICH_DOCUMENT));
  assert.match(hash, /^[0-9a-f]{64}$/);
  assert.deepEqual((await history.auditEventsByIds([id, 'aud_9', 'nonsense'])).get(id), rows[1]);
});

test('what was refused or changed nothing is noted, and found by who, what and when', async (context) => {
  const room = await storeRoom(context);
  const { history } = await room.open();
  const actor = { kind: 'access-token' as const, id: 'tok_1', displayName: 'ci' };
  await history.note({ ...AUDIT, action: 'admin.login' }, true);
  room.now += 1_000;
  await history.note({ ...AUDIT, actor, action: 'route.delete' }, false);
  const found = async (filter: Parameters<typeof history.auditEvents>[0] | object) => {
    const { rows, totalCount } = await history.auditEvents({ first: 10, after: null, ...filter });
    assert.equal(rows.length, totalCount);
    return rows.map(({ sequence }) => sequence);
  };
  assert.deepEqual(await found({}), [2, 1]);
  assert.deepEqual(await found({ actions: ['route.delete', 'x'] }), [2]);
  assert.deepEqual(await found({ actorIds: ['usr_1'] }), [1]);
  assert.deepEqual(await found({ from: room.now }), [2]);
  assert.deepEqual(await found({ to: room.now }), [1]);
  assert.equal((await history.auditEvents({ first: 10, after: 2 })).totalCount, 2);
});

test('a changed, a missing and a moved event are named', async (context) => {
  const room = await storeRoom(context);
  const { history, config } = await room.open();
  await config.change(become(RICH_DOCUMENT));
  for (let index = 0; index < 300; index += 1) await history.note({ ...AUDIT, comment: `note ${index}` }, true);
  assert.deepEqual(await history.verifyAudit(), { type: 'intact', events: 301 });

  const raw = new Sqlite(room.file);
  const meddled = async (statement: string, undo: string) => {
    raw.exec(statement);
    const verdict = await history.verifyAudit();
    raw.exec(undo);
    return verdict;
  };
  const changed = await meddled(
    "UPDATE audit_events SET address = '127.0.0.2' WHERE sequence = 250",
    "UPDATE audit_events SET address = '127.0.0.1' WHERE sequence = 250",
  );
  assert.deepEqual(changed, { type: 'changed', sequence: 250 });
  const rewritten = await meddled(
    "UPDATE audit_events SET differences = replace(differences, 'https://llm', 'https://lim') WHERE sequence = 1",
    "UPDATE audit_events SET differences = replace(differences, 'https://lim', 'https://llm') WHERE sequence = 1",
  );
  assert.deepEqual(rewritten, { type: 'changed', sequence: 1 });
  const missing = await meddled(
    'UPDATE audit_events SET sequence = 1000 WHERE sequence = 7',
    'UPDATE audit_events SET sequence = 7 WHERE sequence = 1000',
  );
  assert.deepEqual(missing, { type: 'missing', sequence: 7 });
  assert.deepEqual(await history.verifyAudit(), { type: 'intact', events: 301 });
  raw.close();
});
