/** Whoever leaves a call, by whichever door, stops the provider within a tenth of a second, and whoever stops reading pauses it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { chunk } from '#test/doors/vendor-answers.ts';
import { type AdminGateway, startAdminGateway } from '#test/support/admin-gateway.ts';
import { createUpstream, hang, sse, type Upstream } from '#test/support/upstream.ts';

const WITHIN_MS = 100;
const MESSAGES = [{ role: 'user', content: 'Hello' }];
const INPUT = { route: 'test', messages: [{ role: 'USER', content: 'Hello' }] };
const SUBSCRIPTION =
  'subscription ($input: ChatInput!) { chatStream(input: $input) { __typename ... on ChatDelta { content } } }';
const MUTATION = 'mutation ($input: ChatInput!) { chat(input: $input) { __typename } }';

interface Stage {
  readonly gateway: AdminGateway;
  readonly vendor: Upstream;
  readonly key: string;
}

type Leave = () => void;
/** Begins a call and gives the way to leave it, once its first piece has come or, before that, once the vendor is asked. */
type Begin = (stage: Stage, streaming: boolean) => Promise<Leave>;

const overHttp =
  (path: string, body: object, accept?: string): Begin =>
  async ({ gateway, vendor, key }, streaming) => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    const text = JSON.stringify(body);
    const head = [
      `POST ${path} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Content-Type: application/json',
      `Authorization: Bearer ${key}`,
      ...(accept ? [`Accept: ${accept}`] : []),
      `Content-Length: ${Buffer.byteLength(text)}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${text}`);
    if (streaming) await received(socket, 'Hello');
    else await vendor.received(0);
    return () => socket.resetAndDestroy();
  };

const overSocket =
  (leave: (socket: WebSocket) => void): Begin =>
  async ({ gateway, vendor, key }, streaming) => {
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } }));
    await once(socket, 'message');
    const payload = { query: SUBSCRIPTION, variables: { input: INPUT } };
    const heard = streaming ? received(socket, 'Hello') : vendor.received(0);
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
    await heard;
    return () => leave(socket);
  };

const DOORS: Record<string, { begin: Begin; streams: boolean }> = {
  'POST /v1/chat/completions': {
    begin: overHttp('/v1/chat/completions', { model: 'smart', messages: MESSAGES }),
    streams: false,
  },
  'POST /v1/chat/completions, streamed': {
    begin: overHttp('/v1/chat/completions', { model: 'smart', messages: MESSAGES, stream: true }),
    streams: true,
  },
  'POST /test': { begin: overHttp('/test', { messages: MESSAGES }), streams: false },
  'POST /test, streamed': { begin: overHttp('/test', { messages: MESSAGES, stream: true }), streams: true },
  'the mutation chat': {
    begin: overHttp('/graphql', { query: MUTATION, variables: { input: INPUT } }),
    streams: false,
  },
  'chatStream over SSE': {
    begin: overHttp('/graphql', { query: SUBSCRIPTION, variables: { input: INPUT } }, 'text/event-stream'),
    streams: true,
  },
  'chatStream over WebSocket, completed': {
    begin: overSocket((socket) => socket.send(JSON.stringify({ id: '1', type: 'complete' }))),
    streams: true,
  },
  'chatStream over WebSocket, cut off': { begin: overSocket((socket) => socket.terminate()), streams: true },
};

for (const [door, { begin, streams }] of Object.entries(DOORS)) {
  for (const streaming of streams ? [false, true] : [false]) {
    const when = streaming ? 'in the middle of the answer' : 'before the answer';
    test(`leaving ${door} ${when} stops the provider within ${WITHIN_MS} ms`, async (context) => {
      const stage = await setUp(context);
      const { vendor, gateway } = stage;
      vendor.on(() => (streaming ? sse([chunk({ role: 'assistant', content: 'Hello' })], { hang: true }) : hang()));
      const leave = await begin(stage, streaming);
      const leftAt = performance.now();
      leave();
      const { closedBy, closedAt = 0 } = await vendor.requestClosed(0);
      assert.equal(closedBy, 'client');
      assert.ok(closedAt - leftAt < WITHIN_MS, `${closedAt - leftAt} ms`);
      await gateway.app.admin.store.calls.flush();
      const { calls } = await gateway.ask('{ calls(first: 5) { nodes { status } } }');
      assert.deepEqual(calls.nodes, [{ status: 'CANCELED' }]);
    });
  }
}

test('a reader that stops reading pauses the provider, and goes on where it was', async (context) => {
  const stage = await setUp(context);
  const { vendor, gateway, key } = stage;
  vendor.on(() => sse([chunk({ content: 'x'.repeat(64_000) })], { endless: true }));
  const response = await gateway.post('/test', { messages: MESSAGES, stream: true }, key);
  const reader = response.body?.getReader();
  await reader?.read();
  const { bytesWritten } = await vendor.requestPaused(0);
  let read = 0;
  while (read < bytesWritten) read += (await reader?.read())?.value?.length ?? Number.POSITIVE_INFINITY;
  assert.ok(vendor.requests[0] && vendor.requests[0].bytesWritten > bytesWritten, 'the provider writes again');
  await reader?.cancel();
});

async function setUp(context: Parameters<typeof startAdminGateway>[0]): Promise<Stage> {
  const gateway = await startAdminGateway(context);
  const vendor = await createUpstream();
  context.after(() => vendor.close());
  const { quickStart } = await gateway.ask(
    'mutation ($input: QuickStartInput!) { quickStart(input: $input) { userErrors { path message } plaintext } }',
    {
      input: {
        provider: { kind: 'OPENAI_COMPATIBLE', baseUrl: vendor.url, allowPrivateNetwork: true },
        model: { name: 'smart', upstreamModel: 'vendor-1' },
        route: { name: 'test', path: '/test' },
        key: { name: 'everyone' },
      },
    },
  );
  assert.deepEqual(quickStart.userErrors, []);
  return { gateway, vendor, key: quickStart.plaintext };
}

function received(socket: NodeJS.EventEmitter, words: string): Promise<void> {
  return new Promise((resolve) => {
    let text = '';
    const hear = (data: unknown) => {
      text += String(data);
      if (text.includes(words)) resolve();
    };
    socket.on('data', hear).on('message', hear);
  });
}
