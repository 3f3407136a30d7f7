/** What was changed, by whom, and the way back; read and followed through GraphQL. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FOLLOWERS } from '#test/graphql/follow.ts';
import { type QuickStarted, startQuickly } from '#test/graphql/quick-started.ts';

const RENAME = `mutation ($id: ID!, $revision: Revision!, $name: String!, $comment: String) {
  routeUpdate(
    id: $id, expectedRevision: $revision, input: { resource: { displayName: $name } }, options: { comment: $comment }
  ) { userErrors { message } conflict { actual } change { configRevision } }
}`;

/** The route's name for people; each change of it is one revision. */
async function rename(gateway: QuickStarted, name: string, revision: number, comment: string | null = null) {
  const { routeUpdate } = await gateway.ask(RENAME, { id: gateway.ids.route, revision, name, comment });
  assert.deepEqual([routeUpdate.userErrors, routeUpdate.conflict], [[], null]);
  return routeUpdate.change.configRevision as number;
}

const REVISION = 'id number at comment author { kind displayName } differences { action kind name }';

test('every change is a revision with its author, its note and its differences', async (context) => {
  const gateway = await startQuickly(context);
  await rename(gateway, 'Renamed', 1, 'Because it was asked for.');
  const { configRevisions } = await gateway.ask(`{ configRevisions { totalCount nodes { ${REVISION} } } }`);
  assert.equal(configRevisions.totalCount, 2);
  const [last, first] = configRevisions.nodes;
  assert.deepEqual([last.number, first.number], [2, 1]);
  assert.equal(last.comment, 'Because it was asked for.');
  assert.equal(last.author.kind, 'ACCESS_TOKEN');
  assert.deepEqual(last.differences, [{ action: 'UPDATE', kind: 'ROUTE', name: 'test' }]);
  const { node } = await gateway.ask('{ node(id: "rev_2") { ... on ConfigRevision { number comment } } }');
  assert.deepEqual(node, { number: 2, comment: 'Because it was asked for.' });
});

test('any two revisions can be compared, and no proof of a secret is shown', async (context) => {
  const gateway = await startQuickly(context);
  await rename(gateway, 'Second', 1);
  await rename(gateway, 'Third', 2);
  const query = `query ($from: SafeInt!, $to: SafeInt) {
    configDiff(from: $from, to: $to) { action kind name fields { path before after } }
  }`;
  const { configDiff } = await gateway.ask(query, { from: 1 });
  assert.deepEqual(configDiff, [
    {
      action: 'UPDATE',
      kind: 'ROUTE',
      name: 'test',
      fields: [{ path: 'displayName', before: 'test', after: 'Third' }],
    },
  ]);
  const { configDiff: all } = await gateway.ask(query, { from: 0, to: 1 });
  assert.ok(all.every(({ action }: { action: string }) => action === 'CREATE'));
  const hash = all
    .find(({ kind }: { kind: string }) => kind === 'API_KEY')
    .fields.find(({ path }: { path: string }) => path === 'hash');
  assert.equal(hash.after, '[hidden]');
  const { errors } = await gateway.askRaw(query, { from: 99 });
  assert.equal(errors?.[0]?.extensions?.code, 'NOT_FOUND');
});

test('a rollback brings an earlier configuration back as a new revision, and says first what it would do', async (context) => {
  const gateway = await startQuickly(context);
  await rename(gateway, 'Mistake', 1);
  const query = `mutation ($to: SafeInt!, $options: WriteOptionsInput) {
    configRollback(toRevision: $to, options: $options) {
      userErrors { code path } configRevision { number comment } change { dryRun differences { kind name } }
    }
  }`;
  const { configRollback: tried } = await gateway.ask(query, { to: 1, options: { dryRun: true } });
  assert.deepEqual(tried.change, { dryRun: true, differences: [{ kind: 'ROUTE', name: 'test' }] });
  assert.equal(tried.configRevision, null);
  const { configRollback: done } = await gateway.ask(query, { to: 1, options: { comment: 'Undo.' } });
  assert.deepEqual(done.configRevision, { number: 3, comment: 'Undo.' });
  const { routes } = await gateway.ask('{ routes { nodes { displayName } } }');
  assert.deepEqual(routes.nodes, [{ displayName: 'test' }]);
  // The key that was handed out goes on working.
  assert.match(await gateway.call('hello'), /^chat_/);
  const { configRollback: none } = await gateway.ask(query, { to: 99 });
  assert.deepEqual(none.userErrors, [{ code: 'NOT_FOUND', path: ['toRevision'] }]);
});

test('the audit log has every change once, can be filtered, and each event binds the one before', async (context) => {
  const gateway = await startQuickly(context);
  await rename(gateway, 'Renamed', 1);
  const query = `query ($filter: AuditFilterInput, $first: Int, $after: String) {
    auditEvents(filter: $filter, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes { id sequence action targetId targetName allowed requestId hash actor { kind } differences { kind } }
    }
  }`;
  const { auditEvents } = await gateway.ask(query);
  const [last] = auditEvents.nodes;
  assert.equal(last.action, 'route.update');
  assert.equal(last.targetId, gateway.ids.route);
  assert.equal(last.targetName, 'test');
  assert.match(last.requestId, /^req_/);
  assert.match(last.hash, /^[0-9a-f]{64}$/);
  assert.equal(new Set(auditEvents.nodes.map(({ hash }: { hash: string }) => hash)).size, auditEvents.totalCount);
  const { auditEvents: found } = await gateway.ask(query, { filter: { actions: ['quick-start'] } });
  assert.equal(found.totalCount, 1);
  const { auditEvents: page } = await gateway.ask(query, { first: 1 });
  const { auditEvents: next } = await gateway.ask(query, { first: 1, after: page.pageInfo.endCursor });
  assert.equal(next.nodes[0].sequence, page.nodes[0].sequence - 1);
  const { node } = await gateway.ask('query ($id: ID!) { node(id: $id) { ... on AuditEvent { action } } }', {
    id: last.id,
  });
  assert.deepEqual(node, { action: 'route.update' });
});

const FOLLOW = `subscription ($after: SafeInt) {
  configChanged(afterRevision: $after) { revision { number differences { name } } }
}`;

interface Changed {
  readonly configChanged: { readonly revision: { readonly number: number } };
}

for (const [name, follow] of Object.entries(FOLLOWERS)) {
  test(`changes arrive over ${name} in order, those that were missed first`, async (context) => {
    const gateway = await startQuickly(context);
    await rename(gateway, 'Second', 1);
    const { results, leave } = follow<Changed>({
      url: `${gateway.adminUrl}/admin/graphql`,
      headers: { authorization: `Bearer ${gateway.adminToken}` },
      query: FOLLOW,
      variables: { after: 0 },
    });
    const numbers: (number | undefined)[] = [];
    const next = async () => numbers.push((await results.next()).value?.data?.configChanged.revision.number);
    await next();
    await next();
    const third = next();
    await rename(gateway, 'Third', 2);
    await third;
    assert.deepEqual(numbers, [1, 2, 3]);
    const end = results.next().catch(() => undefined);
    leave();
    await end;
  });
}

test('who follows from a revision that this gateway never had is told so', async (context) => {
  const gateway = await startQuickly(context);
  const { results, leave } = FOLLOWERS['the graphql-sse client']<Changed>({
    url: `${gateway.adminUrl}/admin/graphql`,
    headers: { authorization: `Bearer ${gateway.adminToken}` },
    query: FOLLOW,
    variables: { after: 7 },
  });
  const { value } = await results.next();
  assert.equal(value?.errors?.[0]?.extensions?.code, 'NOT_FOUND');
  assert.equal((await results.next()).done, true);
  leave();
});

test('a gateway that stops ends those who follow it', async (context) => {
  const gateway = await startQuickly(context);
  const { results } = FOLLOWERS['the graphql-sse client']<Changed>({
    url: `${gateway.adminUrl}/admin/graphql`,
    headers: { authorization: `Bearer ${gateway.adminToken}` },
    query: FOLLOW,
    variables: { after: 0 },
  });
  assert.equal((await results.next()).value?.data?.configChanged.revision.number, 1);
  const end = results.next().catch(() => ({ done: true }));
  await gateway.app.stop({ patient: true });
  assert.equal((await end).done, true);
});

test('an administrator sees who they are and what the server is', async (context) => {
  const gateway = await startQuickly(context);
  const query = '{ admin { kind displayName } server { version publicUrl store configRevision schemaHash } }';
  const { admin, server } = await gateway.ask(query);
  assert.equal(admin.kind, 'ACCESS_TOKEN');
  assert.match(server.version, /^\d+\.\d+\.\d+/);
  assert.equal(server.publicUrl, gateway.url);
  assert.equal(server.store, 'sqlite');
  assert.equal(server.configRevision, 1);
  assert.match(server.schemaHash, /^[0-9a-f]{64}$/);
});
