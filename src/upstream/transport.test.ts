import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import { openTransport, post, sending, TEST_SECRET, type TestTransport } from '#test/support/transport.ts';
import { createUpstream, json, raw, reset, type Upstream } from '#test/support/upstream.ts';
import { createTransport } from '#upstream/transport.ts';

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

async function failureOf(sendingNow: Promise<unknown>): Promise<GatewayError> {
  const thrown = await sendingNow.then(
    () => assert.fail('It did not fail.'),
    (error: unknown) => error,
  );
  assert.ok(thrown instanceof GatewayError, String(thrown));
  return thrown;
}

test('sends JSON, asks for no compression, and gives the parsed answer', async () => {
  upstream.on(() => json(200, { ok: [1, 'é'] }));
  const index = upstream.requests.length;
  const reply = await transport.send(post(`${upstream.url}/v1/chat?x=1`, { a: 'ü' }), sending());
  assert.deepEqual(reply, { type: 'body', body: { ok: [1, 'é'] } });
  const seen = await upstream.received(index);
  assert.deepEqual(
    [seen.method, seen.path, seen.body, seen.headers['content-type'], seen.headers['accept-encoding']],
    ['POST', '/v1/chat?x=1', { a: 'ü' }, 'application/json', 'identity'],
  );
  assert.equal(seen.headers.authorization, undefined);
});

test('puts the opened secret where the credential says', async () => {
  upstream.on(() => json(200, null));
  const index = upstream.requests.length;
  const credential = { id: 'crd_1', kind: { type: 'bearer' } } as const;
  await transport.send({ method: 'GET', url: upstream.url, headers: {} }, sending({ credential }));
  const seen = await upstream.received(index);
  assert.equal(seen.headers.authorization, `Bearer ${TEST_SECRET}`);
  assert.equal(seen.headers['content-type'], undefined);
});

test('uses its connections again for calls that follow each other', async () => {
  const ports: (number | undefined)[] = [];
  upstream.on(() => (exchange) => {
    ports.push(exchange.request.socket.remotePort);
    return json(200, 1)(exchange);
  });
  for (let call = 0; call < 6; call += 1) await transport.send(post(upstream.url), sending());
  // A call that follows within the same turn may find the connection of the one before not free yet.
  assert.ok(new Set(ports).size <= 2, ports.join());
});

test('refuses a secret that cannot stand in a header, before anything is sent', async () => {
  const careless = openTransport({ secrets: { open: () => 'sk-abc\r\nx-injected: 1' } });
  const count = upstream.requests.length;
  const credential = { id: 'crd_1', kind: { type: 'bearer' } } as const;
  const error = await failureOf(careless.send(post(upstream.url), sending({ credential })));
  assert.equal(error.code, 'PROVIDER_CREDENTIAL');
  assert.ok(!JSON.stringify(error.details).includes('sk-abc'));
  assert.equal(upstream.requests.length, count);
  await careless.close();
});

for (const [name, status, body, type] of [
  ['a page', 200, '<html>Sign in</html>', 'text/html'],
  ['nothing', 204, '', ''],
  ['cut JSON', 200, '{"choices":[', 'application/json'],
] as const) {
  test(`calls ${name} instead of JSON a broken protocol and keeps an excerpt to the log`, async () => {
    upstream.on(() => raw(status, body, { 'content-type': type }));
    const error = await failureOf(transport.send(post(upstream.url), sending()));
    assert.equal(error.code, 'PROVIDER_PROTOCOL');
    assert.ok(!error.message.includes('html'));
    assert.ok(error.details.internal?.includes(JSON.stringify(body)), error.details.internal);
  });
}

test('gives a status other than 2xx back as a failure with its headers and the beginning of its body', async () => {
  upstream.on(() => raw(429, 'x'.repeat(200_000), { 'Retry-After': '2', 'X-Two': 'a' }));
  const reply = await transport.send(post(upstream.url), sending({ framing: 'sse' }));
  assert.ok(reply.type === 'failure');
  assert.equal(reply.failure.status, 429);
  assert.equal(reply.failure.headers['retry-after'], '2');
  assert.equal(reply.failure.body.length, 64 * 1024);
});

test('takes the secret out of a failure that echoes it', async () => {
  upstream.on(() => raw(401, `Incorrect key ${TEST_SECRET} (${encodeURIComponent(TEST_SECRET)})`));
  const credential = { id: 'crd_1', kind: { type: 'header', name: 'x-api-key' } } as const;
  const reply = await transport.send(post(upstream.url), sending({ credential }));
  assert.ok(reply.type === 'failure');
  assert.equal(reply.failure.body, 'Incorrect key [secret] ([secret])');
});

test('follows no redirect', async () => {
  upstream.on(() => raw(302, '', { location: `${upstream.url}/elsewhere` }));
  const count = upstream.requests.length;
  const reply = await transport.send(post(upstream.url), sending());
  assert.ok(reply.type === 'failure');
  assert.equal(reply.failure.status, 302);
  assert.equal(upstream.requests.length, count + 1);
});

test('refuses a whole answer that is too large, and cuts the connection', async () => {
  const small = openTransport({ maxResponseBytes: 1_000 });
  upstream.on(() => json(200, 'x'.repeat(1_000)));
  const error = await failureOf(small.send(post(upstream.url), sending()));
  assert.equal(error.code, 'PROVIDER_PROTOCOL');
  assert.match(error.message, /1000 bytes/);
  await small.close();
});

test('refuses an answer compressed unasked', async () => {
  upstream.on(() => raw(200, '{}', { 'content-encoding': 'gzip' }));
  const error = await failureOf(transport.send(post(upstream.url), sending()));
  assert.equal(error.code, 'PROVIDER_PROTOCOL');
});

test('says that a connection was refused, without the address', async () => {
  const gone = await createUpstream();
  await gone.close();
  const error = await failureOf(transport.send(post(gone.url), sending()));
  assert.equal(error.code, 'PROVIDER_UNAVAILABLE');
  assert.equal(error.message, 'The connection to the provider failed (ECONNREFUSED).');
  assert.match(error.details.internal ?? '', /127\.0\.0\.1/);
});

test('says that a name does not exist', async () => {
  const error = await failureOf(transport.send(post('http://no-such-host.invalid/'), sending()));
  assert.equal(error.code, 'PROVIDER_UNAVAILABLE');
  assert.match(error.message, /\((ENOTFOUND|EAI_AGAIN)\)/);
});

test('says that a connection broke before the answer', async () => {
  upstream.on(() => reset());
  const error = await failureOf(transport.send(post(upstream.url), sending()));
  assert.equal(error.code, 'PROVIDER_UNAVAILABLE');
});

test('calls what is not HTTP a broken protocol', async () => {
  upstream.on(() => ({ response }) => {
    response.socket?.end('220 smtp ready\r\n\r\n');
  });
  const error = await failureOf(transport.send(post(upstream.url), sending()));
  assert.equal(error.code, 'PROVIDER_PROTOCOL');
});

test('calls a whole answer that breaks off interrupted', async () => {
  upstream.on(() => ({ response, cut }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
    response.write('{"a":', () => cut());
  });
  const error = await failureOf(transport.send(post(upstream.url), sending()));
  assert.equal(error.code, 'STREAM_INTERRUPTED');
});

test('says a TLS failure by its code', async () => {
  const error = await failureOf(transport.send(post(upstream.url.replace('http:', 'https:')), sending()));
  assert.equal(error.code, 'PROVIDER_UNAVAILABLE');
  assert.match(error.message, /\([A-Z0-9_]+\)/);
});

for (const url of ['not a url', 'ftp://example.com/', 'file:///etc/passwd']) {
  test(`does not send to ${url}`, async () => {
    const error = await failureOf(transport.send(post(url), sending()));
    assert.equal(error.code, 'PROVIDER_UNAVAILABLE');
    assert.match(error.message, /base URL/);
  });
}

test('refuses a private address where the provider is not allowed one, and says so in the log', async () => {
  const count = upstream.requests.length;
  const { port } = new URL(upstream.url);
  const strict = openTransport();
  for (const host of ['127.0.0.1', 'localhost', '0x7f.1', '[::ffff:127.0.0.1]']) {
    const error = await failureOf(
      strict.send(post(`http://${host}:${port}/`), sending({ allowPrivateNetwork: false })),
    );
    assert.equal(error.code, 'PROVIDER_UNAVAILABLE');
    assert.match(error.message, /allowPrivateNetwork: true/);
    assert.ok(!error.message.includes('127'));
  }
  assert.equal(strict.log.lines.filter(({ level }) => level === 'warn').length, 4);
  assert.equal(upstream.requests.length, count);
  await strict.close();
});

test('never connects to a metadata address, whatever the provider is allowed', async () => {
  const error = await failureOf(transport.send(post('http://169.254.169.254/latest/'), sending()));
  assert.match(error.message, /never connects/);
});

test('closes its connections and fails the calls that still run', async () => {
  const short = createTransport({ secrets: { open: () => '' }, log: transport.log, inProcess: new Map() });
  upstream.on(() => () => undefined);
  const index = upstream.requests.length;
  const running = failureOf(short.send(post(upstream.url), sending()));
  await upstream.received(index);
  await short.close();
  assert.equal((await running).code, 'OVERLOADED');
  assert.equal((await upstream.requestClosed(index)).closedBy, 'client');
});
