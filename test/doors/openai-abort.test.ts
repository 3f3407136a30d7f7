/** What happens upstream when the one who asked goes away or stops reading. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { type DoorGateway, startGateway } from '#test/doors/gateway.ts';
import { chunk } from '#test/doors/vendor-answers.ts';
import { hang, sse } from '#test/support/upstream-replies.ts';

const ASK = { model: 'large', messages: [{ role: 'user', content: 'Hello' }] };
const WITHIN_MS = 100;

test('killing the reader of a stream aborts the upstream request within 100 ms', async (context) => {
  const gateway = await startGateway(context);
  gateway.upstream.on(() => sse([chunk({ role: 'assistant', content: 'Hello' })], { hang: true }));
  const socket = sendCall(gateway, { ...ASK, stream: true });
  await once(socket, 'data');
  assert.ok((await timeToAbort(gateway, () => socket.resetAndDestroy())) < WITHIN_MS);
});

test('closing the connection politely aborts it too', async (context) => {
  const gateway = await startGateway(context);
  gateway.upstream.on(() => sse([chunk({ role: 'assistant', content: 'Hello' })], { hang: true }));
  const socket = sendCall(gateway, { ...ASK, stream: true });
  await once(socket, 'data');
  assert.ok((await timeToAbort(gateway, () => socket.end())) < WITHIN_MS);
});

for (const stream of [false, true]) {
  test(`killing a client that waits for the first byte aborts upstream within 100 ms (stream: ${stream})`, async (context) => {
    const gateway = await startGateway(context);
    gateway.upstream.on(() => hang());
    const socket = sendCall(gateway, { ...ASK, stream });
    await gateway.upstream.received(0);
    assert.ok((await timeToAbort(gateway, () => socket.resetAndDestroy())) < WITHIN_MS);
  });
}

test('the official client’s abort reaches the upstream', async (context) => {
  const gateway = await startGateway(context);
  gateway.upstream.on(() => sse([chunk({ role: 'assistant', content: 'Hello' })], { hang: true }));
  const stream = await gateway.client.chat.completions.create({
    model: 'large',
    messages: [{ role: 'user', content: 'Hello' }],
    stream: true,
  });
  for await (const { choices } of stream) {
    assert.equal(choices[0]?.delta.content, 'Hello');
    break;
  }
  assert.ok((await timeToAbort(gateway, () => stream.controller.abort())) < WITHIN_MS);
});

test('a reader that stops reading pauses the upstream, and killing it then ends the call', async (context) => {
  const gateway = await startGateway(context);
  const { upstream } = gateway;
  upstream.on(() => sse([chunk({ content: 'x'.repeat(50_000) })], { endless: true }));
  const socket = sendCall(gateway, { ...ASK, stream: true });
  await once(socket, 'data');
  socket.pause();
  const { bytesWritten } = await upstream.requestPaused(0);
  assert.ok(bytesWritten < 50_000_000, `${bytesWritten} bytes were taken`);
  await timeToAbort(gateway, () => socket.resetAndDestroy());
});

test('a reader that reads on gets the rest', async (context) => {
  const gateway = await startGateway(context);
  const { upstream } = gateway;
  upstream.on(() => sse([chunk({ content: 'x'.repeat(50_000) })], { endless: true }));
  const socket = sendCall(gateway, { ...ASK, stream: true });
  await once(socket, 'data');
  socket.pause();
  const paused = (await upstream.requestPaused(0)).bytesWritten;
  let read = 0;
  for await (const piece of socket) {
    read += (piece as Buffer).length;
    if (read > paused + 10_000_000) break;
  }
  assert.ok(read > paused);
});

test('a client that goes away in the middle of its body is a call that was canceled', async (context) => {
  const gateway = await startGateway(context);
  const socket = connect(gateway.port, '127.0.0.1');
  const head =
    'POST /test HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n';
  await new Promise<void>((resolve) => socket.write(`${head}{"messages":`, () => resolve()));
  socket.end();
  await gateway.ended(1);
  assert.deepEqual(
    gateway.records.map(({ status, errorCode }) => [status, errorCode]),
    [['canceled', 'CANCELLED']],
  );
  assert.equal(gateway.upstream.requests.length, 0);
});

/** A call over a socket that the test can treat as it likes. */
function sendCall({ port, key }: DoorGateway, body: unknown): Socket {
  const text = JSON.stringify(body);
  const socket = connect(port, '127.0.0.1');
  const head = [
    'POST /v1/chat/completions HTTP/1.1',
    'host: 127.0.0.1',
    `authorization: Bearer ${key}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(text)}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${text}`);
  return socket;
}

/** Milliseconds until the vendor saw its connection closed; then the call must be recorded as canceled. */
async function timeToAbort({ upstream, records, ended }: DoorGateway, leave: () => void): Promise<number> {
  const leftAt = performance.now();
  leave();
  const { closedBy, closedAt = Number.POSITIVE_INFINITY } = await upstream.requestClosed(0);
  assert.equal(closedBy, 'client');
  await ended(1);
  assert.deepEqual(
    records.map(({ status, errorCode }) => [status, errorCode]),
    [['canceled', 'CANCELLED']],
  );
  return closedAt - leftAt;
}
