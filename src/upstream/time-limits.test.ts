import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { SendOptions } from '#core/ports.ts';
import { openTransport, post, sending, type TestTransport } from '#test/support/transport.ts';
import { createUpstream, hang, json, type Reply, sse, type Upstream } from '#test/support/upstream.ts';

let upstream: Upstream;
let transport: TestTransport;

before(async () => {
  upstream = await createUpstream();
  transport = openTransport();
});
after(async () => {
  await transport.close();
  await upstream.close();
});

const PING = ': still thinking\n';

async function failure(reply: Reply, options: Parameters<typeof sending>[0]): Promise<GatewayError> {
  upstream.on(() => reply);
  const index = upstream.requests.length;
  const error = await run(upstream.url, sending(options));
  assert.equal((await upstream.requestClosed(index)).closedBy, 'client');
  return error;
}

async function run(url: string, options: SendOptions): Promise<GatewayError> {
  try {
    const reply = await transport.send(post(url), options);
    if (reply.type === 'frames') for await (const batch of reply.frames) assert.ok(batch.length > 0);
  } catch (thrown) {
    assert.ok(thrown instanceof GatewayError, String(thrown));
    return thrown;
  }
  return assert.fail('No time limit ended the call.');
}

test('no headers: names the limit to the first token and its length', async () => {
  const error = await failure(hang(), { framing: 'sse', timeouts: { firstTokenMs: 60 } });
  assert.equal(error.code, 'TIMEOUT');
  assert.equal(error.message, 'The provider sent no first token within 60 ms (time limit "firstToken").');
});

test('headers and comments without a frame: still the limit to the first token', async () => {
  const reply = sse([PING], { endless: true, delayMs: 10 });
  const error = await failure(reply, { framing: 'sse', timeouts: { firstTokenMs: 200 } });
  assert.equal(error.message, 'The provider sent no first token within 200 ms (time limit "firstToken").');
});

test('silence after the first frame: names the idle limit', async () => {
  const reply = sse(['data: one\n\n'], { hang: true });
  const error = await failure(reply, { framing: 'sse', timeouts: { idleMs: 60 } });
  assert.match(error.message, /fell silent for 60 ms \(time limit "idle"\)/);
});

test('a stream that never ends: names the limit of the whole', async () => {
  const reply = sse(['data: one\n\n'], { endless: true, delayMs: 5 });
  const error = await failure(reply, { framing: 'sse', timeouts: { totalMs: 150 } });
  assert.match(error.message, /not finished after 150 ms \(time limit "total"\)/);
});

test('a whole answer may take longer than the limit to the first token, but not than the whole', async () => {
  const error = await failure(hang(), { timeouts: { firstTokenMs: 20, totalMs: 200 } });
  assert.match(error.message, /"total"/);
});

test('a reader who rests is not taken for a silent provider', async () => {
  const chunk = `data: ${'x'.repeat(50_000)}\n\n`;
  upstream.on(() => sse([chunk], { endless: true }));
  const index = upstream.requests.length;
  const options = sending({ framing: 'sse', timeouts: { idleMs: 100 } });
  const reply = await transport.send(post(upstream.url), options);
  assert.ok(reply.type === 'frames');
  const reader = reply.frames[Symbol.asyncIterator]();
  await reader.next();
  // It tells of a standstill after 250 ms, more than the idle limit.
  await upstream.requestPaused(index);
  const { value } = await reader.next();
  assert.equal(value?.[0]?.data.length, 50_000);
  await reader.return?.();
});

test('a connection that is never made: names the limit to connect', async () => {
  // TLS needs an answer of the other side, which this one never gives.
  const mute = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => mute.once('listening', resolve));
  const address = mute.address();
  assert.ok(address && typeof address === 'object');
  const error = await run(`https://127.0.0.1:${address.port}/`, sending({ timeouts: { connectMs: 80 } }));
  assert.equal(error.code, 'TIMEOUT');
  assert.match(error.message, /took no connection within 80 ms \(time limit "connect"\)/);
  mute.close();
});

test('a call that ends in time leaves no timer behind', async () => {
  upstream.on(() => json(200, 1));
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  await transport.send(post(upstream.url), sending());
  const before = timers();
  await Promise.all(Array.from({ length: 5 }, () => transport.send(post(upstream.url), sending())));
  assert.ok(timers() <= before + 5, 'Only the keep-alive timers of the sockets may remain.');
});
