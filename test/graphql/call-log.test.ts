/** The call log and the totals of it, read through GraphQL after real calls. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startQuickly } from '#test/graphql/quick-started.ts';

const CALL = `
  id startedAt endedAt door status errorCode modelName streamed duration overhead cache configRevision
  usage { inputTokens outputTokens source }
  servedBy { target provider upstreamModel attempts }
  guardrails { plugin action stage }
  steps { plugin type phase outcome }
  attempts { number target providerName provider { name } upstreamModel outcome errorCode usage { outputTokens } }
  apiKey { id name } consumer { id } route { name path }`;

const CALLS = `query ($first: Int, $after: String, $filter: CallFilterInput) {
  calls(first: $first, after: $after, filter: $filter) {
    nodes { ${CALL} } edges { cursor } pageInfo { hasNextPage endCursor }
  }
}`;

interface Row {
  readonly id: string;
  readonly status: string;
}

test('a call that was answered is in the log with all that became known of it', async (context) => {
  const gateway = await startQuickly(context);
  const id = await gateway.call('How does an AI gateway work?');
  const { call } = await gateway.ask(`query ($id: ID!) { call(id: $id) { ${CALL} } }`, { id });
  assert.equal(call.id, id);
  assert.equal(call.status, 'SUCCEEDED');
  assert.equal(call.door, 'ROUTE');
  assert.equal(call.errorCode, null);
  assert.equal(call.modelName, 'demo-1');
  assert.equal(call.streamed, false);
  assert.equal(call.configRevision, 1);
  assert.ok(call.usage.outputTokens > 0);
  assert.equal(call.servedBy.upstreamModel, 'demo-1');
  assert.deepEqual(
    call.steps.filter(({ phase }: { phase: string }) => phase === 'REQUEST'),
    [{ plugin: 'no-passwords', type: 'pattern-guard', phase: 'REQUEST', outcome: 'PASSED' }],
  );
  assert.equal(call.attempts.length, 1);
  assert.equal(call.attempts[0].outcome, 'SUCCEEDED');
  assert.equal(call.attempts[0].provider.name, call.attempts[0].providerName);
  assert.equal(call.apiKey.id, gateway.ids.apiKey);
  assert.equal(call.consumer.id, gateway.ids.consumer);
  assert.equal(call.route.path, '/test');
  const { node } = await gateway.ask('query ($id: ID!) { node(id: $id) { ... on Call { id status } } }', { id });
  assert.deepEqual(node, { id, status: 'SUCCEEDED' });
});

test('refused calls are in the log too, and blocked text is not', async (context) => {
  const gateway = await startQuickly(context);
  const blocked = await gateway.call('my password is swordfish');
  const stranger = await gateway.call('hello', 'gh_live_nobody');
  const { calls } = await gateway.ask(CALLS, { filter: { statuses: ['REFUSED'] } });
  assert.deepEqual(
    calls.nodes.map(({ id, errorCode, apiKey }: { id: string; errorCode: string; apiKey: object }) => [
      id,
      errorCode,
      apiKey !== null,
    ]),
    [
      [stranger, 'UNAUTHENTICATED', false],
      [blocked, 'GUARDRAIL_BLOCKED', true],
    ],
  );
  assert.deepEqual(calls.nodes[1].guardrails, [{ plugin: 'no-passwords', action: 'BLOCKED', stage: 'REQUEST' }]);
  assert.doesNotMatch(JSON.stringify(calls), /swordfish/);
});

test('the log is read newest first, page by page, without a gap and without a repetition', async (context) => {
  const gateway = await startQuickly(context);
  const made: string[] = [];
  for (let count = 0; count < 7; count += 1) made.unshift(await gateway.call(`call ${count}`));
  const read: string[] = [];
  let after: string | null = null;
  do {
    const { calls } = await gateway.ask(CALLS, { first: 3, after });
    read.push(...calls.nodes.map(({ id }: Row) => id));
    after = calls.pageInfo.hasNextPage ? calls.pageInfo.endCursor : null;
  } while (after !== null);
  assert.deepEqual(read, made);
});

test('a filter finds calls by key, route, model, door and error', async (context) => {
  const gateway = await startQuickly(context);
  const { apiKey, consumer, route } = gateway.ids;
  const answered = await gateway.call('hello');
  const blocked = await gateway.call('password');
  const found = async (filter: object) =>
    (await gateway.ask(CALLS, { filter })).calls.nodes.map(({ id }: Row) => id) as string[];
  assert.deepEqual(await found({ apiKeyIds: [apiKey], consumerIds: [consumer], routeIds: [route] }), [
    blocked,
    answered,
  ]);
  assert.deepEqual(await found({ models: ['demo-1'], doors: ['ROUTE'], statuses: ['SUCCEEDED'] }), [answered]);
  assert.deepEqual(await found({ errorCodes: ['GUARDRAIL_BLOCKED'] }), [blocked]);
  assert.deepEqual(await found({ apiKeyIds: ['key_other'] }), []);
  assert.deepEqual(await found({ to: '2020-01-01T00:00:00Z' }), []);
});

test('a page of calls costs the same number of queries, however many calls it has', async (context) => {
  const gateway = await startQuickly(context);
  const { store } = gateway.app.admin;
  const count = () => store.queryCount();
  const costOf = async (first: number) => {
    const before = count();
    const { calls } = await gateway.ask(CALLS, { first });
    assert.equal(calls.nodes.length, first);
    return count() - before;
  };
  for (let count = 0; count < 10; count += 1) await gateway.call(`call ${count}`);
  await store.calls.flush();
  const one = await costOf(1);
  assert.equal(await costOf(10), one);
  assert.ok(one <= 6, `${one} queries`);
});

test('totals are those of the calls in the log, and a key sees only its own', async (context) => {
  const gateway = await startQuickly(context);
  const keyCreate = `mutation ($input: ApiKeyCreateInput!) {
    apiKeyCreate(input: $input) { userErrors { message } plaintext apiKey { id } }
  }`;
  const input = { consumerId: gateway.ids.consumer, resource: { displayName: 'Other' } };
  const { apiKeyCreate: other } = await gateway.ask(keyCreate, { input });
  const mine = [await gateway.call('hello'), await gateway.call('password')];
  const theirs = await gateway.call('hello there', other.plaintext);
  await gateway.call('hello', 'gh_live_nobody');

  const totals = '{ requests errors inputTokens outputTokens }';
  const from = '2020-01-01T00:00:00Z';
  const { usage, apiKeys, consumers, calls } = await gateway.ask(
    `query ($from: DateTime!) {
      usage(from: $from) ${totals}
      apiKeys { nodes { id usage(from: $from) ${totals} } }
      consumers { nodes { usage(from: $from) ${totals} } }
      calls { nodes { id usage { inputTokens outputTokens } } }
    }`,
    { from },
  );
  const rows = calls.nodes as { id: string; usage: { inputTokens: number; outputTokens: number } | null }[];
  const sum = (ids: readonly string[], errors: number) => {
    const billed = rows.filter(({ id }) => ids.includes(id)).flatMap(({ usage: tokens }) => tokens ?? []);
    const add = (field: 'inputTokens' | 'outputTokens') => billed.reduce((all, tokens) => all + tokens[field], 0);
    return { requests: ids.length, errors, inputTokens: add('inputTokens'), outputTokens: add('outputTokens') };
  };
  assert.deepEqual(
    usage,
    sum(
      rows.map(({ id }) => id),
      2,
    ),
  );
  assert.deepEqual(consumers.nodes[0].usage, sum([...mine, theirs], 1));
  const ofKey = (id: string) => apiKeys.nodes.find((node: { id: string }) => node.id === id).usage;
  assert.deepEqual(ofKey(gateway.ids.apiKey), sum(mine, 1));
  assert.deepEqual(ofKey(other.apiKey.id), sum([theirs], 0));

  const query = `{ viewer { usage(from: "${from}") ${totals} } }`;
  const response = await gateway.post('/graphql', { query }, gateway.key);
  const { data } = (await response.json()) as { data: { viewer: { usage: object } } };
  assert.deepEqual(data.viewer.usage, sum(mine, 1));
  const later = await gateway.ask(`{ usage(from: "2999-01-01T00:00:00Z", to: "2999-01-02T00:00:00Z") ${totals} }`);
  assert.deepEqual(later.usage, sum([], 0));
});

test('a period that ends before it begins is refused', async (context) => {
  const gateway = await startQuickly(context);
  const query = '{ usage(from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z") { requests } }';
  assert.equal((await gateway.askRaw(query)).errors?.[0]?.extensions?.code, 'INVALID_REQUEST');
});

test('a call outlives what it went through', async (context) => {
  const gateway = await startQuickly(context);
  const id = await gateway.call('hello');
  const remove = `mutation ($id: ID!, $revision: Revision!) {
    routeDelete(id: $id, expectedRevision: $revision) { userErrors { message } deletedId }
  }`;
  const { routeDelete } = await gateway.ask(remove, { id: gateway.ids.route, revision: 1 });
  assert.deepEqual(routeDelete.userErrors, []);
  const { call } = await gateway.ask('query ($id: ID!) { call(id: $id) { status route { name } } }', { id });
  assert.deepEqual(call, { status: 'SUCCEEDED', route: null });
});

test('totals of a list cost the same number of queries, and each alias has its own period', async (context) => {
  const gateway = await startQuickly(context);
  const { store } = gateway.app.admin;
  const id = await gateway.call('hello');
  const query = `query ($first: Int) { apiKeys(first: $first) { nodes {
    ever: usage(from: "2020-01-01T00:00:00Z") { requests }
    never: usage(from: "2020-01-01T00:00:00Z", to: "2020-01-02T00:00:00Z") { requests }
  } } }`;
  const count = () => store.queryCount();
  const costOf = async (first: number) => {
    const before = count();
    const { apiKeys } = await gateway.ask(query, { first });
    return { cost: count() - before, nodes: apiKeys.nodes };
  };
  const keyCreate = `mutation ($input: ApiKeyCreateInput!) { apiKeyCreate(input: $input) { userErrors { message } } }`;
  for (const name of ['x', 'y', 'z']) {
    const input = { consumerId: gateway.ids.consumer, resource: { displayName: name } };
    await gateway.ask(keyCreate, { input });
  }
  assert.match(id, /^chat_/);
  await store.calls.flush();
  const one = await costOf(1);
  const four = await costOf(4);
  assert.equal(four.cost, one.cost);
  const counts = four.nodes.map((node: { ever: { requests: number }; never: { requests: number } }) => [
    node.ever.requests,
    node.never.requests,
  ]);
  assert.deepEqual(counts.toSorted().toReversed(), [[1, 0], ...['x', 'y', 'z'].map(() => [0, 0])]);
});
