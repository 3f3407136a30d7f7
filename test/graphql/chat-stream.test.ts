/** The subscription `chatStream` over SSE and over WebSocket: the same events, and a reader who leaves stops the provider. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, beforeEach, test } from 'node:test';
import { createClient as createSseClient } from 'graphql-sse';
import { type Client, createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { KEY, startGateway, type TestGateway } from '#test/graphql/gateway.ts';

let gateway: TestGateway;
before(async () => {
  gateway = await startGateway();
});
after(() => gateway.close());
beforeEach(() => {
  gateway.records.length = 0;
});

const STREAM = `subscription ($input: ChatInput!) {
  chatStream(input: $input) {
    __typename streamId sequence
    ... on ChatStarted { model }
    ... on ChatDelta { choiceIndex content }
    ... on ChatUsageReported { usage { inputTokens outputTokens source } }
    ... on ChatFinished { finishReasons completion { id text } }
    ... on ChatFailed { committed error { __typename code callId message } }
  }
}`;

interface StreamEvent {
  readonly __typename: string;
  readonly streamId: string;
  readonly sequence: number;
  readonly content?: string;
  readonly completion?: { readonly id: string; readonly text: string };
  readonly committed?: boolean;
  readonly error?: { readonly __typename: string; readonly code: string; readonly callId: string };
}

const input = (model: string, content = 'hello big world') => ({ model, messages: [{ role: 'USER', content }] });
const payload = (model: string) => ({ query: STREAM, variables: { input: input(model) } });

type Open = (
  model: string,
  headers?: Record<string, string>,
) => { events: AsyncIterable<StreamEvent>; leave: () => void };

const overFetch: Open = (model, headers = KEY) => {
  const controller = new AbortController();
  async function* events() {
    const accept = { ...headers, accept: 'text/event-stream' };
    const response = await gateway.post(STREAM, {
      variables: { input: input(model) },
      headers: accept,
      signal: controller.signal,
    });
    assert.equal(response.headers.get('content-type'), 'text/event-stream');
    assert.match(response.headers.get('x-gatehouse-call-id') ?? '', /^chat_/);
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      const frames = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = frames.pop() ?? '';
      for (const frame of frames) {
        const data = /^event: next\ndata: (.*)$/s.exec(frame)?.[1];
        if (data) yield JSON.parse(data).data.chatStream as StreamEvent;
      }
    }
  }
  return { events: events(), leave: () => controller.abort() };
};

const overSseClient: Open = (model, headers = KEY) => {
  const client = createSseClient({ url: gateway.url, headers, retryAttempts: 0 });
  return { events: unwrap(client.iterate(payload(model))), leave: () => client.dispose() };
};

const overSocket: Open = (model, headers = KEY) => {
  const client = socketClient(headers);
  const results = client.iterate(payload(model));
  return { events: unwrap(results), leave: () => void results.return?.() };
};

const overDyingSocket: Open = (model, headers = KEY) => {
  const client = socketClient(headers);
  return { events: unwrap(client.iterate(payload(model))), leave: () => client.terminate() };
};

function socketClient(headers: Record<string, string>): Client {
  return createSocketClient({
    url: gateway.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: headers,
    retryAttempts: 0,
  });
}

async function* unwrap(results: AsyncIterable<{ data?: unknown }>): AsyncGenerator<StreamEvent> {
  for await (const { data } of results) yield (data as { chatStream: StreamEvent }).chatStream;
}

async function collect(events: AsyncIterable<StreamEvent>): Promise<StreamEvent[]> {
  const all: StreamEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

const TRANSPORTS = {
  'fetch and SSE': overFetch,
  'the graphql-sse client': overSseClient,
  'the graphql-ws client': overSocket,
};

for (const [name, open] of Object.entries(TRANSPORTS)) {
  test(`a stream over ${name} has every event in order, numbered without gaps`, async () => {
    const events = await collect(open('echo').events);
    assert.deepEqual(
      events.map((event) => event.sequence),
      events.map((_, index) => index),
    );
    assert.equal(new Set(events.map((event) => event.streamId)).size, 1);
    assert.equal(events[0]?.__typename, 'ChatStarted');
    assert.deepEqual(
      events.slice(-2).map((event) => event.__typename),
      ['ChatUsageReported', 'ChatFinished'],
    );
    assert.equal(events.map((event) => event.content ?? '').join(''), 'hello big world ');
    assert.deepEqual(events.at(-1)?.completion, { id: events[0]?.streamId, text: 'hello big world ' });
    assert.equal(gateway.records[0]?.door, 'graphql-stream');
  });

  test(`a refusal over ${name} is one ChatFailed event and is recorded`, async () => {
    const events = await collect(open('echo', { authorization: 'Bearer bad' }).events);
    assert.equal(events.length, 1);
    assert.equal(events[0]?.__typename, 'ChatFailed');
    assert.equal(events[0]?.sequence, 0);
    assert.equal(events[0]?.committed, false);
    assert.equal(events[0]?.error?.__typename, 'UnauthenticatedError');
    assert.deepEqual(
      gateway.records.map((record) => [record.callId, record.errorCode]),
      [[events[0]?.streamId, 'UNAUTHENTICATED']],
    );
  });
}

const LEAVERS = { ...TRANSPORTS, 'a socket that dies': overDyingSocket };

for (const [name, open] of Object.entries(LEAVERS)) {
  test(`leaving a silent stream over ${name} stops the provider within 100 ms`, async () => {
    const { events, leave } = open('stall');
    let leftAt = 0;
    const read = collect(
      (async function* () {
        for await (const event of events) {
          yield event;
          if (event.__typename !== 'ChatDelta') continue;
          leftAt = performance.now();
          leave();
        }
      })(),
    ).catch(() => undefined);
    while (leftAt === 0) await new Promise((resolve) => setImmediate(resolve));
    await gateway.vendor.idle();
    const took = performance.now() - leftAt;
    assert.ok(took < 100, `it took ${took} ms`);
    await read;
    // The provider sees the end first; the call's own end follows within a few turns of the event loop.
    while (gateway.records.length === 0) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(gateway.records[0]?.status, 'canceled');
  });
}

test('a mutation over a socket is answered, and stopped when the client completes it', async () => {
  const client = socketClient(KEY);
  const query = 'mutation ($input: ChatInput!) { chat(input: $input) { ... on ChatCompletion { text } } }';
  for await (const { data } of client.iterate({ query, variables: { input: input('echo') } })) {
    assert.deepEqual(data, { chat: { text: 'hello big world ' } });
  }
  const stalled = client.iterate({ query, variables: { input: input('stall') } });
  const pending = stalled.next();
  while (gateway.vendor.open() === 0) await new Promise((resolve) => setImmediate(resolve));
  const leftAt = performance.now();
  void stalled.return?.();
  await gateway.vendor.idle();
  assert.ok(performance.now() - leftAt < 100);
  await pending;
  await client.dispose();
});

test('a provider that breaks off after some text ends the stream as failed and committed', async () => {
  const client = socketClient(KEY);
  const results = unwrap(
    client.iterate({ query: STREAM, variables: { input: { ...input('stall'), timeout: '100ms' } } }),
  );
  const events = await collect(results);
  assert.deepEqual(
    events.map((event) => event.__typename),
    ['ChatStarted', 'ChatDelta', 'ChatFailed'],
  );
  assert.equal(events[2]?.committed, true);
  assert.equal(events[2]?.error?.code, 'TIMEOUT');
  await client.dispose();
});

/** Resolves with what `read` gives once two looks at it, with turns of the event loop between, are the same. */
async function settled(read: () => number): Promise<number> {
  let last = -1;
  for (let same = 0; same < 20; ) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    same = read() === last ? same + 1 : 0;
    last = read();
  }
  return last;
}

test('a reader of SSE that stops reading pauses the provider', async () => {
  const controller = new AbortController();
  const headers = { ...KEY, accept: 'text/event-stream' };
  const response = await gateway.post(STREAM, {
    variables: { input: input('flood') },
    headers,
    signal: controller.signal,
  });
  const paused = await settled(gateway.vendor.written);
  assert.ok(paused < 100_000_000, `${paused} bytes were sent to nobody`);
  controller.abort();
  await response.text().catch(() => undefined);
  await gateway.vendor.idle();
});

test('a reader of a socket that stops reading pauses the provider', async () => {
  const before = gateway.vendor.written();
  const socket = new WebSocket(gateway.url.replace('http', 'ws'), 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: KEY }));
  await once(socket, 'message');
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: payload('flood') }));
  await once(socket, 'message');
  socket.pause();
  const paused = (await settled(gateway.vendor.written)) - before;
  assert.ok(paused < 100_000_000, `${paused} bytes were sent to nobody`);
  socket.terminate();
  await gateway.vendor.idle();
});
