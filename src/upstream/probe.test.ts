import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { after, before, test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import { type ProbeStep, probeConnection } from '#upstream/probe.ts';

let server: Server;
let port: number;

before(async () => {
  server = createServer((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
after(() => server.close());

const OPTIONS = { allowPrivateNetwork: true, timeoutMs: 2_000, signal: new AbortController().signal };

function outline(steps: readonly ProbeStep[]): string {
  return steps.map(({ name, status }) => `${name} ${status}`).join(', ');
}

test('passes every step that a plain address has, and says where it connected', async () => {
  const steps = await probeConnection(`http://127.0.0.1:${port}/v1`, OPTIONS);
  assert.equal(outline(steps), 'POLICY passed, DNS passed, CONNECT passed, TLS skipped');
  assert.match(steps[2]?.message ?? '', new RegExp(`127\\.0\\.0\\.1 port ${port}`));
  assert.ok(steps.every(({ durationMs }) => durationMs >= 0));
});

test('stops at the policy for an address that is not allowed, before any packet', async () => {
  const steps = await probeConnection(`http://127.0.0.1:${port}/`, { ...OPTIONS, allowPrivateNetwork: false });
  assert.equal(outline(steps), 'POLICY failed, DNS skipped, CONNECT skipped, TLS skipped');
  assert.match(steps[0]?.message ?? '', /allowPrivateNetwork: true/);
});

test('takes text that is not a URL for a failed policy', async () => {
  assert.equal((await probeConnection('nonsense', OPTIONS))[0]?.status, 'failed');
});

test('says that a name does not exist', async () => {
  const steps = await probeConnection('https://no-such-host.invalid/', OPTIONS);
  assert.equal(outline(steps), 'POLICY passed, DNS failed, CONNECT skipped, TLS skipped');
  assert.match(steps[1]?.message ?? '', /ENOTFOUND|EAI_AGAIN/);
});

test('says that nobody listens', async () => {
  const idle = createServer().listen(0, '127.0.0.1');
  await once(idle, 'listening');
  const { port: free } = idle.address() as AddressInfo;
  idle.close();
  await once(idle, 'close');
  const steps = await probeConnection(`http://127.0.0.1:${free}/`, OPTIONS);
  assert.equal(outline(steps), 'POLICY passed, DNS passed, CONNECT failed, TLS skipped');
  assert.match(steps[2]?.message ?? '', /ECONNREFUSED/);
});

test('says that the other side speaks no TLS', async () => {
  const steps = await probeConnection(`https://localhost:${port}/`, OPTIONS);
  assert.equal(outline(steps), 'POLICY passed, DNS passed, CONNECT passed, TLS failed');
});

test('gives a step that gets no answer only its time', async () => {
  const mute = createServer().listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const { port: silent } = mute.address() as AddressInfo;
  const steps = await probeConnection(`https://127.0.0.1:${silent}/`, { ...OPTIONS, timeoutMs: 50 });
  assert.equal(steps[3]?.message, 'No answer within 50 ms.');
  mute.close();
});

test('stops for an administrator who has left', async () => {
  await assert.rejects(
    probeConnection(`http://127.0.0.1:${port}/`, { ...OPTIONS, signal: AbortSignal.abort() }),
    (thrown) => thrown instanceof GatewayError && thrown.code === 'CANCELLED',
  );
});
