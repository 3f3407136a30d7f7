import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Handler } from '#http/exchange.ts';
import { createListener, type ListenerOptions } from '#http/listener.ts';
import { readJson } from '#http/read-json.ts';
import { sendJson } from '#http/send-json.ts';

const MAX_BYTES = 1_000;

interface Listening {
  readonly url: string;
  readonly errors: unknown[];
  /** Everything that comes back on a bare socket until it closes. */
  raw(text: string): Promise<string>;
}

async function listen(
  context: TestContext,
  handle: Handler,
  options: Partial<ListenerOptions> = {},
): Promise<Listening> {
  const errors: unknown[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (...line: unknown[]) => void errors.push(line) };
  const server = createListener({ handle, allowedHosts: ['localhost', '127.0.0.1', '[::1]'], log, ...options });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    errors,
    async raw(text) {
      const socket = connect(port, '127.0.0.1');
      socket.write(text);
      let answer = '';
      for await (const chunk of socket) answer += chunk;
      return answer;
    },
  };
}

const answerOk: Handler = (exchange) => sendJson(exchange, { status: 200, body: '{}' });

const echo: Handler = async (exchange) => {
  const body = await readJson(exchange.request, { maxBytes: MAX_BYTES });
  sendJson(exchange, { status: 200, body: JSON.stringify(body) });
};

async function errorOf(answer: Response): Promise<{ code: string; message: string }> {
  return ((await answer.json()) as { error: { code: string; message: string } }).error;
}

test('answers only for its own names', async (context) => {
  const { raw } = await listen(context, answerOk);
  for (const host of ['localhost', 'LOCALHOST:8080', '127.0.0.1:1', '[::1]:80', '[::1]']) {
    assert.match(await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`), /^HTTP\/1\.1 200 /, host);
  }
  for (const host of ['evil.test', 'localhost.evil.test', 'evil.test:80', '127.0.0.1.evil.test', '', '[::2]']) {
    const answer = await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 421 .*"MISDIRECTED"/s, host);
  }
});

test('refuses requests that two servers could read differently', async (context) => {
  const { raw } = await listen(context, echo);
  const body = '{"a":1}';
  for (const headers of [
    'Host: localhost\r\nHost: evil.test\r\nContent-Length: 7',
    'Host: localhost\r\nContent-Length: 7\r\nContent-Length: 8',
    'Host: localhost\r\nContent-Length: 7\r\nTransfer-Encoding: chunked',
    'Host: localhost\r\nContent-Length: 7\r\nX-Folded: a\r\n b',
    'Host: localhost\r\nTransfer-Encoding: chunked, identity',
    'Content-Length: 7',
  ]) {
    const text = `POST / HTTP/1.1\r\nContent-Type: application/json\r\nConnection: close\r\n${headers}\r\n\r\n${body}`;
    assert.match(await raw(text), /^HTTP\/1\.1 400 /, headers);
  }
});

test('says in JSON what is wrong with bytes that are not HTTP', async (context) => {
  const { raw } = await listen(context, answerOk);
  assert.match(await raw('HELLO\r\n\r\n'), /^HTTP\/1\.1 400 .*"message":"The request is not valid HTTP\."/s);
  const long = `GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`;
  assert.match(await raw(long), /^HTTP\/1\.1 431 .*"message":"The headers of the request are too large\."/s);
});

test('shows nothing of a fault but that there was one', async (context) => {
  const { url, errors } = await listen(context, () => {
    throw new Error('the password is hunter2');
  });
  const answer = await fetch(url);
  assert.equal(answer.status, 500);
  assert.deepEqual(await errorOf(answer), { code: 'INTERNAL', message: 'Something went wrong inside the gateway.' });
  assert.equal(errors.length, 1);
});

test('survives a handler that fails after its answer has begun', async (context) => {
  const { url, errors } = await listen(context, async ({ response, path }) => {
    if (path === '/fine') return void response.end();
    response.writeHead(200).write('begun');
    throw new Error('too late');
  });
  await assert.rejects(fetch(`${url}/broken`).then((answer) => answer.text()));
  assert.equal((await fetch(`${url}/fine`)).status, 200);
  assert.equal(errors.length, 1);
});

test('protects every answer, errors included', async (context) => {
  const { url } = await listen(context, ({ path }) => {
    throw path === '/busy'
      ? new GatewayError('OVERLOADED', { retryAfterMs: 1_200 })
      : new GatewayError('METHOD_NOT_ALLOWED', { allow: ['POST'] });
  });
  const [refused, busy] = await Promise.all([fetch(url), fetch(`${url}/busy`)]);
  for (const { headers } of [refused, busy]) {
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('x-frame-options'), 'DENY');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('content-security-policy'), "default-src 'none'; frame-ancestors 'none'");
  }
  assert.equal(refused.status, 405);
  assert.equal(refused.headers.get('allow'), 'POST');
  assert.equal(busy.status, 503);
  assert.equal(busy.headers.get('retry-after'), '2');
});

const JSON_TYPE = { 'content-type': 'application/json' };

test('reads JSON alone, and only uncompressed', async (context) => {
  const { url } = await listen(context, echo);
  const post = (headers: Record<string, string>, body: string) => fetch(url, { method: 'POST', headers, body });
  assert.equal((await post({ 'content-type': 'application/json; charset=utf-8' }, '{"a":1}')).status, 200);
  assert.equal((await post({ 'content-type': 'Application/JSON', 'content-encoding': 'identity' }, '1')).status, 200);
  for (const headers of [
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'application/jsonp' },
    { ...JSON_TYPE, 'content-encoding': 'gzip' },
  ]) {
    assert.equal((await post(headers, '{}')).status, 415, JSON.stringify(headers));
  }
});

test('answers a body that is too large, whether or not its length was announced', async (context) => {
  const { url } = await listen(context, echo);
  const large = Buffer.alloc(8_000_000, 0x20);
  const streamed = new ReadableStream({
    start(controller) {
      for (let start = 0; start < large.length; start += 100_000) {
        controller.enqueue(large.subarray(start, start + 100_000));
      }
      controller.close();
    },
  });
  const chunked = { method: 'POST', headers: JSON_TYPE, body: streamed, duplex: 'half' } as const;
  // `duplex` is in the standard but not in the type.
  for (const init of [{ method: 'POST', headers: JSON_TYPE, body: large }, chunked as RequestInit]) {
    const answer = await fetch(url, init);
    assert.equal(answer.status, 413);
    assert.equal(answer.headers.get('connection'), 'close');
    assert.match((await errorOf(answer)).message, /larger than the 1000 bytes/);
  }
});

test('does not wait for a body that was announced too large', async (context) => {
  const { raw } = await listen(context, echo);
  const startedAt = performance.now();
  const answer = await raw(
    'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9000000\r\n\r\n{',
  );
  assert.match(answer, /^HTTP\/1\.1 413 /);
  assert.ok(performance.now() - startedAt < 3_000);
});

test('keeps the connection where little of a refused body is left', async (context) => {
  const { url } = await listen(context, () => {
    throw new GatewayError('UNAUTHENTICATED');
  });
  const answer = await fetch(url, { method: 'POST', headers: JSON_TYPE, body: '{}' });
  assert.equal(answer.status, 401);
  assert.equal(answer.headers.get('connection'), 'keep-alive');
  assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
});

test('checks the host of an upgrade before anybody sees it', async (context) => {
  let upgrades = 0;
  const { raw } = await listen(context, answerOk, {
    upgrade(_request, socket) {
      upgrades += 1;
      socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    },
  });
  const upgrade = (host: string) =>
    raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
  assert.match(await upgrade('evil.test'), /^HTTP\/1\.1 421 /);
  assert.equal(upgrades, 0);
  assert.match(await upgrade('localhost'), /^HTTP\/1\.1 101 /);
  assert.equal(upgrades, 1);
});
