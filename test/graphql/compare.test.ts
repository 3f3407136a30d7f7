/** `compare` and `compareStream` over real sockets: each lane a call of its own, all at the same time. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { BoundPlugin } from '#core/plugin.ts';
import { FOLLOWERS, turns } from '#test/graphql/follow.ts';
import { KEY, startGateway, type TestGateway } from '#test/graphql/gateway.ts';

const refuseOneModel: BoundPlugin = {
  instanceId: 'plg_1',
  name: 'no-floods',
  type: 'test-guard',
  stage: 'guard',
  scope: 'workspace',
  operations: ['chat'],
  onFailure: 'closed',
  timeoutMs: 1_000,
  hooks: {
    onRequest({ model }, request) {
      if (model.name === 'flood') throw new GatewayError('GUARDRAIL_BLOCKED');
      return { type: 'next', request };
    },
  },
};

let gateway: TestGateway;
before(async () => {
  gateway = await startGateway([refuseOneModel]);
});
after(() => gateway.close());
beforeEach(() => {
  gateway.records.length = 0;
  gateway.vendor.bodies.length = 0;
});

const COMPARE = `mutation ($input: CompareInput!) {
  compare(input: $input) {
    id cost
    lanes {
      model callId firstToken duration
      result {
        __typename
        ... on ChatCompletion { id text model }
        ... on GatewayError { code callId }
        ... on InvalidRequestError { issues { path } }
      }
    }
  }
}`;

const asked = (models: readonly string[], more: object = {}) => ({
  input: { models, chat: { messages: [{ role: 'USER', content: 'hello big world' }], ...more } },
});

async function compare(models: readonly string[], more: object = {}, headers: Record<string, string> = KEY) {
  const { data, errors } = await gateway.ask(COMPARE, { variables: asked(models, more), headers });
  assert.equal(errors, undefined);
  return data.compare;
}

interface Lane {
  readonly model: string;
  readonly callId: string;
  readonly firstToken: string | null;
  readonly duration: string;
  readonly result: { readonly __typename: string; readonly code?: string; readonly text?: string };
}

test('lanes come in the order asked for, and one that fails leaves the others alone', async () => {
  const { id, lanes } = await compare(['echo', 'broken', 'flood', 'nothing', 'echo']);
  assert.deepEqual(
    lanes.map(({ model, result }: Lane) => [model, result.__typename, result.text ?? result.code]),
    [
      ['echo', 'ChatCompletion', 'hello big world '],
      ['broken', 'ProviderError', 'PROVIDER_UNAVAILABLE'],
      ['flood', 'GuardrailBlockedError', 'GUARDRAIL_BLOCKED'],
      ['nothing', 'GatewayFault', 'MODEL_NOT_FOUND'],
      ['echo', 'ChatCompletion', 'hello big world '],
    ],
  );
  assert.equal(new Set(lanes.map(({ callId }: Lane) => callId)).size, 5);
  const recorded = gateway.records.map(({ callId, comparisonId, modelName, door }) => ({
    [callId]: [comparisonId, modelName, door],
  }));
  assert.deepEqual(
    Object.assign({}, ...recorded),
    Object.fromEntries(lanes.map(({ callId, model }: Lane) => [callId, [id, model, 'graphql']])),
  );
  // Each has run through its own chain.
  for (const { modelName, steps } of gateway.records)
    assert.equal(steps.length, modelName === 'nothing' ? 0 : 1, modelName);
});

test('lanes run at the same time, and each says how long it took', async () => {
  const [fast, slow, slower] = (await compare(['echo', 'stall', 'stall'], { timeout: '300ms' })).lanes;
  assert.equal(fast.result.text, 'hello big world ');
  assert.equal(slow.result.code, 'TIMEOUT');
  assert.equal(slower.result.code, 'TIMEOUT');
  const seconds = ({ duration }: Lane) => Number(/^PT([\d.]+)S$/.exec(duration)?.[1]);
  assert.ok(seconds(fast) < 0.25, fast.duration);
  assert.ok(seconds(slow) >= 0.29 && seconds(slower) < 0.55, `${slow.duration} ${slower.duration}`);
  assert.match(fast.firstToken, /^PT[\d.]+S$/);
  assert.equal(slow.firstToken, null);
});

test('two comparisons are two groups', async () => {
  const [one, other] = [await compare(['echo', 'echo']), await compare(['echo', 'echo'])];
  assert.notEqual(one.id, other.id);
  assert.deepEqual(
    gateway.records.map(({ comparisonId }) => comparisonId),
    [one.id, one.id, other.id, other.id],
  );
});

test('a call by itself belongs to no comparison', async () => {
  const query = 'mutation ($input: ChatInput!) { chat(input: $input) { __typename } }';
  const input = { model: 'echo', messages: [{ role: 'USER', content: 'x' }] };
  await gateway.ask(query, { variables: { input }, headers: KEY });
  assert.equal(gateway.records[0]?.comparisonId, undefined);
});

test('the ids of all lanes are in the header', async () => {
  const response = await gateway.post(COMPARE, { variables: asked(['echo', 'broken']), headers: KEY });
  await response.json();
  assert.deepEqual(
    response.headers.get('x-gatehouse-call-id')?.split(', ').toSorted(),
    gateway.records.map(({ callId }) => callId).toSorted(),
  );
});

test('a request that is not valid, or a caller who is not known, is refused in each lane and recorded', async () => {
  const invalid = await compare(['echo', 'echo'], { temperature: 9 });
  for (const { result } of invalid.lanes) {
    assert.equal(result.code, 'INVALID_REQUEST');
    assert.deepEqual(result.issues, [{ path: ['chat', 'temperature'] }]);
  }
  const stranger = await compare(['echo', 'echo'], {}, { authorization: 'Bearer bad' });
  for (const { result } of stranger.lanes) assert.equal(result.__typename, 'UnauthenticatedError');
  assert.equal(gateway.records.length, 4);
  assert.ok(gateway.records.every(({ comparisonId }) => [invalid.id, stranger.id].includes(comparisonId)));
  assert.deepEqual(gateway.vendor.bodies, []);
});

for (const count of [0, 1, 9]) {
  test(`${count} models are no comparison`, async () => {
    const models = Array.from({ length: count }, () => 'echo');
    const { errors } = await gateway.ask(COMPARE, { variables: asked(models), headers: KEY });
    assert.equal(errors?.[0]?.extensions?.code, 'INVALID_REQUEST');
    assert.match(errors?.[0]?.message ?? '', /2 to 8 models/);
    assert.deepEqual(gateway.records, []);
  });
}

test('every lane counts as a call in what an operation may cost', async () => {
  const field = (index: number) =>
    `a${index}: compare(input: {models: ["echo", "echo", "echo", "echo", "echo", "echo", "echo", "echo"], chat: {messages: []}}) { id }`;
  const fields = (count: number) => `mutation { ${Array.from({ length: count }, (_, at) => field(at)).join(' ')} }`;
  const allowed = await gateway.ask(fields(4), { headers: KEY });
  assert.equal(allowed.errors, undefined);
  assert.equal(gateway.records.length, 32);
  const refused = await gateway.ask(fields(6), { headers: KEY });
  assert.match(refused.errors?.[0]?.message ?? '', /too large: its complexity is 2\d{3}/);
  assert.equal(gateway.records.length, 32);
});

test('a caller who goes away stops every lane within 100 ms', async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const pending = gateway.post(COMPARE, { variables: asked(['stall', 'stall', 'stall']), headers: KEY, signal });
  await turns(() => gateway.vendor.open() === 3);
  const leftAt = performance.now();
  controller.abort();
  await assert.rejects(pending, { name: 'AbortError' });
  await gateway.vendor.idle();
  const took = performance.now() - leftAt;
  assert.ok(took < 100, `it took ${took} ms`);
  await turns(() => gateway.records.length === 3);
  assert.ok(gateway.records.every(({ status }) => status === 'canceled'));
});

const STREAM = `subscription ($input: CompareInput!) {
  compareStream(input: $input) {
    comparisonId lane model elapsed
    event {
      __typename streamId sequence
      ... on ChatDelta { content }
      ... on ChatFinished { completion { text } }
      ... on ChatFailed { error { code } }
    }
  }
}`;

interface LaneEvent {
  readonly comparisonId: string;
  readonly lane: number;
  readonly model: string;
  readonly elapsed: string;
  readonly event: {
    readonly __typename: string;
    readonly streamId: string;
    readonly sequence: number;
    readonly content?: string | null;
    readonly completion?: { readonly text: string };
    readonly error?: { readonly code: string };
  };
}

for (const [name, follow] of Object.entries(FOLLOWERS)) {
  const open = (models: readonly string[], more: object = {}) =>
    follow<{ compareStream: LaneEvent }>({
      url: gateway.url,
      headers: KEY,
      query: STREAM,
      variables: asked(models, more),
    });

  test(`lanes over ${name} mix, each without a gap, until all have ended`, async () => {
    const { results, leave } = open(['stall', 'echo', 'broken', 'flood'], { timeout: '200ms' });
    const events: LaneEvent[] = [];
    for await (const { data, errors } of results) {
      assert.equal(errors, undefined);
      if (data) events.push(data.compareStream);
    }
    leave();
    const of = (lane: number) => events.filter((one) => one.lane === lane);
    for (const lane of [0, 1, 2, 3]) {
      assert.deepEqual(
        of(lane).map(({ event }) => event.sequence),
        of(lane).map((_, index) => index),
      );
      assert.equal(new Set(of(lane).map(({ event }) => event.streamId)).size, 1);
    }
    assert.deepEqual(
      [0, 1, 2, 3].map((lane) => [of(lane)[0]?.model, of(lane).at(-1)?.event.error?.code]),
      [
        ['stall', 'TIMEOUT'],
        ['echo', undefined],
        ['broken', 'PROVIDER_UNAVAILABLE'],
        ['flood', 'GUARDRAIL_BLOCKED'],
      ],
    );
    const text = of(1)
      .map(({ event }) => event.content ?? '')
      .join('');
    assert.equal(text, 'hello big world ');
    assert.equal(of(1).at(-1)?.event.completion?.text, text);
    // The silent lane has begun before the fast one ends, and holds it up in nothing.
    const ends = events.filter(
      ({ event }) => /Finished$|Failed$/.test(event.__typename) && !/Choice/.test(event.__typename),
    );
    assert.equal(ends.at(-1)?.model, 'stall');
    assert.deepEqual(
      of(0).map(({ event }) => event.__typename),
      ['ChatStarted', 'ChatDelta', 'ChatFailed'],
    );
    assert.ok(events.indexOf(of(0)[1] as LaneEvent) < events.indexOf(ends.at(-1) as LaneEvent));
    assert.match(of(0).at(-1)?.elapsed ?? '', /^PT0\.[2-9]\d*S$/);
    const [{ comparisonId } = { comparisonId: '' }] = events;
    assert.ok(events.every((one) => one.comparisonId === comparisonId));
    assert.equal(gateway.records.length, 4);
    for (const record of gateway.records) {
      assert.equal(record.comparisonId, comparisonId);
      assert.equal(record.door, 'graphql-stream');
      assert.equal(record.streamed, true);
    }
  });

  test(`leaving silent lanes over ${name} stops all of them within 100 ms`, async () => {
    const { results, leave } = open(['stall', 'stall', 'stall']);
    let deltas = 0;
    let leftAt = 0;
    const reading = (async () => {
      for await (const { data } of results) {
        if (data?.compareStream.event.__typename !== 'ChatDelta') continue;
        deltas += 1;
        if (deltas < 3) continue;
        leftAt = performance.now();
        leave();
      }
    })().catch(() => undefined);
    await turns(() => leftAt > 0);
    await gateway.vendor.idle();
    const took = performance.now() - leftAt;
    assert.ok(took < 100, `it took ${took} ms`);
    await reading;
    await turns(() => gateway.records.length === 3);
    assert.deepEqual(
      gateway.records.map(({ status }) => status),
      ['canceled', 'canceled', 'canceled'],
    );
  });
}

test('what makes no comparison is refused before it begins, whatever stands in the variables', async () => {
  const follow = FOLLOWERS['the graphql-sse client'];
  for (const variables of [
    {},
    { input: {} },
    { input: { models: 5, chat: null } },
    asked(['echo']),
    asked('x' as never),
  ]) {
    const { results, leave } = follow({ url: gateway.url, headers: KEY, query: STREAM, variables });
    const refusals: unknown[] = [];
    try {
      for await (const { errors } of results) refusals.push(errors?.[0]?.message);
    } catch (thrown) {
      refusals.push(thrown);
    }
    leave();
    assert.equal(refusals.length, 1, JSON.stringify(variables));
    assert.doesNotMatch(String(refusals[0]), /internal|undefined/i);
  }
  assert.deepEqual(gateway.records, []);
});
