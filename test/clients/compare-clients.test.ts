/** `compare` and `compareStream` by GraphQL clients, with a lane for every vendor. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Client, fetchExchange } from '@urql/core';
import { GraphQLClient } from 'graphql-request';
import { type ClientGateway, chatModelOf, startClientGateway, VENDORS } from '#test/clients/client-gateway.ts';
import { CALL, PROMPT, TEXT } from '#test/clients/vendors/vendor.ts';
import { FOLLOWERS, turns } from '#test/graphql/follow.ts';

const COMPARE = `mutation ($input: CompareInput!) {
  compare(input: $input) {
    id
    lanes {
      model callId duration
      result {
        ... on ChatCompletion { id text choices { message { toolCalls { name argumentsJson } } } }
        ... on GatewayError { code }
      }
    }
  }
}`;
const STREAM = `subscription ($input: CompareInput!) {
  compareStream(input: $input) {
    comparisonId lane model
    event {
      __typename streamId sequence
      ... on ChatDelta { content }
      ... on ChatFinished { completion { text } }
      ... on ChatFailed { error { code } }
    }
  }
}`;
const CALLS =
  'query ($filter: CallFilterInput) { calls(filter: $filter) { nodes { id comparisonId modelName status } } }';

const MODELS = VENDORS.map(chatModelOf);
const asked = (content: string, models: readonly string[] = MODELS, more: object = {}) => ({
  input: { models, chat: { messages: [{ role: 'USER', content }], ...more } },
});
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

// biome-ignore lint/suspicious/noExplicitAny: each test knows the shape that its own operation gives.
type Data = any;

test('graphql-request compares all vendors', async (context) => {
  const gateway = await startClientGateway(context);
  const client = new GraphQLClient(`${gateway.url}/graphql`, { headers: bearer(gateway.key) });
  const compare = async (variables: object): Promise<Data> => (await client.request<Data>(COMPARE, variables)).compare;

  await context.test('answers', async () => {
    const { id, lanes } = await compare(asked(PROMPT.text));
    assert.deepEqual(
      lanes.map(({ model, result }: Data) => [model, result.text]),
      MODELS.map((model) => [model, TEXT]),
    );
    const { calls } = await gateway.ask(CALLS, { filter: { comparisonIds: [id] } });
    assert.deepEqual(
      new Set(calls.nodes.map((call: Data) => `${call.id} ${call.modelName} ${call.status}`)),
      new Set(lanes.map(({ callId, model }: Data) => `${callId} ${model} SUCCEEDED`)),
    );
  });

  await context.test('tools', async () => {
    const tools = [{ name: CALL.name, parameters: { type: 'object', properties: { a: { type: 'number' } } } }];
    const { lanes } = await compare(asked(PROMPT.tools, MODELS, { tools }));
    for (const { model, result } of lanes) {
      const [call] = result.choices[0].message.toolCalls;
      assert.deepEqual([call.name, call.argumentsJson], [CALL.name, JSON.parse(CALL.input.join(''))], model);
    }
  });

  await context.test('one that fails among others', async () => {
    const [good, missing] = (await compare(asked(PROMPT.text, [MODELS[0] ?? '', 'no-such-model']))).lanes;
    assert.deepEqual([good.result.text, missing.result.code], [TEXT, 'MODEL_NOT_FOUND']);
    for (const { result } of (await compare(asked(PROMPT.limited))).lanes)
      assert.equal(result.code, 'PROVIDER_RATE_LIMITED');
  });

  await context.test('abort', async () => {
    const closed = whenAllClose(gateway);
    const leaving = new AbortController();
    const asking = client.request({ document: COMPARE, variables: asked(PROMPT.hang), signal: leaving.signal });
    await closed.arrived;
    leaving.abort();
    await assert.rejects(asking);
    await closed.byClient();
  });
});

interface Reading {
  readonly events: AsyncIterable<Data>;
  leave(): void;
}

type Open = (gateway: ClientGateway, variables: Record<string, unknown>) => Reading;

const overUrql: Open = ({ url, key }, variables) => {
  const client = new Client({
    url: `${url}/graphql`,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetchSubscriptions: true,
    fetchOptions: { headers: bearer(key) },
  });
  const waiting: Data[] = [];
  let isOver = false;
  const { unsubscribe } = client.subscription<Data>(STREAM, variables).subscribe(({ data, error, hasNext }) => {
    assert.equal(error, undefined);
    // At the end this client gives the last event a second time.
    if (hasNext) waiting.push(data.compareStream);
    else isOver = true;
  });
  async function* events() {
    while (!isOver || waiting.length > 0) {
      await turns(() => isOver || waiting.length > 0);
      yield* waiting.splice(0);
    }
  }
  const leave = () => {
    isOver = true;
    unsubscribe();
  };
  return { events: events(), leave };
};

const overFollower =
  (follow: (typeof FOLLOWERS)['the graphql-ws client']): Open =>
  ({ url, key }, variables) => {
    const headers = bearer(key);
    const { results, leave } = follow<Data>({ url: `${url}/graphql`, headers, query: STREAM, variables });
    async function* events() {
      for await (const { data, errors } of results) {
        assert.equal(errors, undefined);
        if (data) yield data.compareStream;
      }
    }
    return { events: events(), leave };
  };

const CLIENTS: Readonly<Record<string, Open>> = {
  urql: overUrql,
  'graphql-sse': overFollower(FOLLOWERS['the graphql-sse client']),
  'graphql-ws': overFollower(FOLLOWERS['the graphql-ws client']),
};

for (const [name, open] of Object.entries(CLIENTS)) {
  test(`${name} follows a comparison of all vendors`, async (context) => {
    const gateway = await startClientGateway(context);

    await context.test('answers', async () => {
      const { events, leave } = open(gateway, asked(PROMPT.text));
      const lanes = MODELS.map((): Data[] => []);
      for await (const { lane, model, event } of events) {
        assert.equal(model, MODELS[lane]);
        lanes[lane]?.push(event);
      }
      leave();
      for (const [index, ofLane] of lanes.entries()) {
        const place = MODELS[index];
        assert.deepEqual(
          ofLane.map(({ sequence }) => sequence),
          [...ofLane.keys()],
          place,
        );
        assert.equal(ofLane.map(({ content }) => content ?? '').join(''), TEXT, place);
        assert.equal(ofLane.at(-1).completion?.text, TEXT, place);
      }
    });

    await context.test('failures', async () => {
      const { events, leave } = open(gateway, asked(PROMPT.limited));
      const codes = new Map<string, string>();
      for await (const { model, event } of events) codes.set(model, event.error?.code);
      leave();
      assert.deepEqual(codes, new Map(MODELS.map((model) => [model, 'PROVIDER_RATE_LIMITED'])));
    });

    await context.test('leaving', () => leaves(gateway, open, context));
  });
}

async function leaves(gateway: ClientGateway, open: Open, context: TestContext): Promise<void> {
  const closed = whenAllClose(gateway);
  const { events, leave } = open(gateway, asked(PROMPT.endless));
  context.after(leave);
  const reading = (async () => {
    const begun = new Set<number>();
    for await (const { lane, event } of events) {
      if (event.__typename === 'ChatDelta') begun.add(lane);
      if (begun.size < MODELS.length) continue;
      leave();
      return;
    }
  })().catch(() => undefined);
  await closed.byClient();
  await reading;
}

/** The next request at every vendor. */
function whenAllClose(gateway: ClientGateway) {
  const upstreams = VENDORS.map((vendor) => gateway.upstreamOf(vendor));
  const next = upstreams.map((upstream) => ({ upstream, index: upstream.requests.length }));
  return {
    arrived: Promise.all(next.map(({ upstream, index }) => upstream.received(index))),
    async byClient(): Promise<void> {
      for (const { upstream, index } of next)
        assert.equal((await upstream.requestClosed(index)).closedBy, 'client', upstream.url);
    },
  };
}
