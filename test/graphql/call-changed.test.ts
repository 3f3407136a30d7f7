/** The subscription `callChanged` over SSE and over WebSocket: calls as they end, and a reader who leaves is forgotten. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { CallRecord } from '#core/call-record.ts';
import { FOLLOWERS, type Follow, turns } from '#test/graphql/follow.ts';
import { ADMIN, KEY, startGateway, type TestGateway } from '#test/graphql/gateway.ts';

let gateway: TestGateway;
before(async () => {
  gateway = await startGateway();
});
after(() => gateway.close());
afterEach(async () => {
  await turns(() => gateway.events.readerCount() === 0);
});

interface SeenCall {
  readonly id: string;
  readonly status: string;
  readonly modelName: string;
}

const QUERY = 'subscription ($filter: CallFilterInput) { callChanged(filter: $filter) { id status modelName } }';

/** Resolves once the gateway has noticed the reader. */
async function listen(follow: Follow, filter: object | null = null) {
  const reading = follow<{ callChanged: SeenCall }>({
    url: gateway.adminUrl,
    headers: ADMIN,
    query: QUERY,
    variables: { filter },
  });
  const first = reading.results.next();
  await turns(() => gateway.events.readerCount() === 1);
  return { ...reading, first };
}

async function chat(model: string): Promise<string> {
  const query = `mutation { chat(input: { model: "${model}", messages: [{ role: USER, content: "hello" }] }) {
    ... on ChatCompletion { id }
    ... on GatewayError { callId }
  } }`;
  const { data } = await gateway.ask(query, { headers: KEY });
  return data.chat.id ?? data.chat.callId;
}

for (const [name, follow] of Object.entries(FOLLOWERS)) {
  test(`calls arrive over ${name} as they end, whichever way they ended`, async () => {
    const { results, first, leave } = await listen(follow);
    const answered = await chat('echo');
    const missing = await chat('unknown');
    assert.deepEqual((await first).value?.data?.callChanged, { id: answered, status: 'SUCCEEDED', modelName: 'echo' });
    const second = await results.next();
    assert.deepEqual(second.value?.data?.callChanged, { id: missing, status: 'REFUSED', modelName: 'unknown' });
    leave();
  });

  test(`a filter lets only its own calls through over ${name}`, async () => {
    const { first, leave } = await listen(follow, { models: ['echo'], statuses: ['SUCCEEDED'] });
    await chat('unknown');
    const wanted = await chat('echo');
    assert.equal((await first).value?.data?.callChanged.id, wanted);
    leave();
  });

  test(`a reader who leaves while nothing happens is forgotten within 100 ms over ${name}`, async () => {
    const { first, leave } = await listen(follow);
    // A client may say why it stopped reading; here it is known.
    const end = first.catch(() => undefined);
    const leftAt = performance.now();
    leave();
    await turns(() => gateway.events.readerCount() === 0);
    const took = performance.now() - leftAt;
    assert.ok(took < 100, `it took ${took} ms`);
    await end;
  });

  test(`a filter that is not acceptable is refused over ${name}, and nobody is left listening`, async () => {
    const models = Array.from({ length: 101 }, (_, index) => `m${index}`);
    const { results } = follow({
      url: gateway.adminUrl,
      headers: ADMIN,
      query: QUERY,
      variables: { filter: { models } },
    });
    const { value } = await results.next();
    assert.equal(value?.errors?.[0]?.extensions?.code, 'INVALID_REQUEST');
    assert.equal(gateway.events.readerCount(), 0);
  });

  test(`a reader that falls too far behind over ${name} is told so as the last event`, async () => {
    const { results, first, leave } = await listen(follow);
    await chat('echo');
    await first;
    const [record] = gateway.records;
    assert.ok(record);
    // All in one turn: nobody can read in between.
    for (let number = 0; number < 2_000; number += 1) publish({ ...record, callId: `chat_${number}` });
    let last: string | undefined;
    for await (const { errors } of results) last = String(errors?.[0]?.extensions?.code);
    assert.equal(last, 'OVERLOADED');
    leave();
  });
}

function publish(record: CallRecord): void {
  gateway.events.publish({ type: 'call-ended', record });
}

test('callers with a key cannot follow the calls of others', async () => {
  const { errors } = await gateway.ask(QUERY, { headers: KEY });
  assert.match(errors?.[0]?.message ?? '', /CallFilterInput|callChanged/);
});
