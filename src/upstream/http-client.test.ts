import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { HttpRequest } from '#core/ports.ts';
import { collectingLog } from '#test/support/collecting-log.ts';
import { createUpstream, hang, raw, reset } from '#test/support/upstream.ts';
import { createHttpClient } from '#upstream/http-client.ts';

async function open(context: TestContext) {
  const service = await createUpstream();
  const client = createHttpClient(collectingLog());
  context.after(() => Promise.all([client.close(), service.close()]));
  const request: HttpRequest = {
    method: 'POST',
    url: `${service.url}/hook?a=1`,
    headers: { 'content-type': 'text/plain' },
    body: 'hello',
    timeoutMs: 2_000,
    allowPrivateNetwork: true,
  };
  return { service, client, request };
}

test('sends what it was given, and gives any status as a reply', async (context) => {
  const { service, client, request } = await open(context);
  service.on(() => raw(418, 'short and stout', { 'x-kind': 'teapot' }));
  const reply = await client.send(request);
  assert.deepEqual([reply.status, reply.headers['x-kind'], reply.body], [418, 'teapot', 'short and stout']);
  assert.deepEqual([service.requests[0]?.path, service.requests[0]?.body], ['/hook?a=1', 'hello']);
});

test('ends with an error of its own where no answer comes, so that the plugin decides what it means', async (context) => {
  const { service, client, request } = await open(context);
  const isPlain = (thrown: unknown) => thrown instanceof Error && !(thrown instanceof GatewayError);
  service.on(() => reset());
  await assert.rejects(client.send(request), isPlain);
  service.on(() => hang());
  await assert.rejects(client.send({ ...request, timeoutMs: 100 }), { name: 'TimeoutError' });
  await assert.rejects(client.send({ ...request, signal: AbortSignal.abort() }), { name: 'AbortError' });
  await assert.rejects(client.send({ ...request, url: 'ftp://example.com' }), isPlain);
});

test('goes nowhere inside unless that was allowed', async (context) => {
  const { service, client, request } = await open(context);
  await assert.rejects(client.send({ ...request, allowPrivateNetwork: false }), /127\.0\.0\.1/);
  assert.equal(service.requests.length, 0);
});

test('reads no more than a megabyte', async (context) => {
  const { service, client, request } = await open(context);
  service.on(() => raw(200, 'x'.repeat(1_100_000)));
  await assert.rejects(client.send(request), /larger than/);
});
