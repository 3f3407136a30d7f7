import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { SendOptions } from '#core/ports.ts';
import type { Frame } from '#core/provider.ts';
import { awsEvent } from '#test/providers/aws-event-bytes.ts';
import { openTransport, post, sending, type TestTransport } from '#test/support/transport.ts';
import { bytes, createUpstream, json, raw, sse, type Upstream } from '#test/support/upstream.ts';

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

async function openFrames(options: Partial<SendOptions> = {}): Promise<AsyncIterable<readonly Frame[]>> {
  const reply = await transport.send(post(upstream.url), sending({ framing: 'sse', ...options }));
  assert.ok(reply.type === 'frames', JSON.stringify(reply));
  return reply.frames;
}

async function readAll(frames: AsyncIterable<readonly Frame[]>): Promise<{ data: string[]; error?: GatewayError }> {
  const data: string[] = [];
  try {
    for await (const batch of frames) data.push(...batch.map((frame) => frame.data));
  } catch (thrown) {
    assert.ok(thrown instanceof GatewayError, String(thrown));
    return { data, error: thrown };
  }
  return { data };
}

const WORDS = ['data: one\n\n', 'data: two\n\n', 'data: three\n\n'];

test('gives the frames of a stream, the unclosed last one too', async () => {
  upstream.on(() => sse([...WORDS, 'data: [DONE]']));
  assert.deepEqual(await readAll(await openFrames()), { data: ['one', 'two', 'three', '[DONE]'] });
});

test('gives the same frames wherever the vendor cuts its writes', async () => {
  const events = Array.from({ length: 20 }, (_, index) => `event: e\r\ndata: {"text":"é🎈${index}"}\r\n\r\n`);
  for (const seed of [1, 2, 3]) {
    upstream.on(() => bytes(events.join(''), seed));
    const { data } = await readAll(await openFrames());
    assert.deepEqual(
      data,
      events.map((_, index) => `{"text":"é🎈${index}"}`),
    );
  }
});

test('reads JSON lines', async () => {
  upstream.on(() => raw(200, '{"a":1}\n{"b":2}\n', { 'content-type': 'application/x-ndjson' }));
  assert.deepEqual(await readAll(await openFrames({ framing: 'json-lines' })), { data: ['{"a":1}', '{"b":2}'] });
});

test('reads AWS event streams, and a whole answer in place of one', async () => {
  const messages = ['hello', 'bye'].map((text) => awsEvent({ event: 'contentBlockDelta', data: { text } }));
  const type = { 'content-type': 'application/vnd.amazon.eventstream' };
  upstream.on(() => raw(200, Buffer.concat(messages), type));
  const frames = await openFrames({ framing: 'aws-event-stream' });
  assert.deepEqual(await readAll(frames), { data: ['{"text":"hello"}', '{"text":"bye"}'] });
  upstream.on(() => json(200, { output: {} }));
  const reply = await transport.send(post(upstream.url), sending({ framing: 'aws-event-stream' }));
  assert.deepEqual(reply, { type: 'body', body: { output: {} } });
});

test('puts the frames of one read into one batch', async () => {
  upstream.on(() => ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.cork();
    for (const word of WORDS) response.write(word);
    response.uncork();
    response.end();
  });
  const sizes: number[] = [];
  for await (const batch of await openFrames()) sizes.push(batch.length);
  assert.deepEqual(sizes, [3]);
});

test('gives a whole answer where the vendor answers a streamed request with JSON', async () => {
  upstream.on(() => json(200, { error: 'overloaded' }));
  const reply = await transport.send(post(upstream.url), sending({ framing: 'sse' }));
  assert.deepEqual(reply, { type: 'body', body: { error: 'overloaded' } });
});

test('calls a page instead of a stream a broken protocol', async () => {
  upstream.on(() => raw(200, '<html>', { 'content-type': 'text/html' }));
  await assert.rejects(
    transport.send(post(upstream.url), sending({ framing: 'sse' })),
    (thrown) => thrown instanceof GatewayError && thrown.code === 'PROVIDER_PROTOCOL',
  );
});

test('hands on what came before a stream broke, then says that it broke', async () => {
  upstream.on(() => sse(WORDS, { cutAt: 2, delayMs: 20 }));
  const { data, error } = await readAll(await openFrames());
  assert.deepEqual(data, ['one', 'two']);
  assert.equal(error?.code, 'STREAM_INTERRUPTED');
});

test('refuses an event above 4 MiB and cuts the connection', async () => {
  const mebibyte = 'x'.repeat(1024 * 1024);
  upstream.on(() => sse(['data: one\n\n', `data: `, ...Array.from({ length: 5 }, () => mebibyte)], { hang: true }));
  const index = upstream.requests.length;
  const { data, error } = await readAll(await openFrames());
  assert.deepEqual(data, ['one']);
  assert.equal(error?.code, 'PROVIDER_PROTOCOL');
  assert.equal((await upstream.requestClosed(index)).closedBy, 'client');
});

test('cuts the connection within 100 ms where the reader leaves the loop', async () => {
  upstream.on(() => sse(WORDS, { hang: true }));
  const index = upstream.requests.length;
  for await (const batch of await openFrames()) {
    assert.ok(batch.length > 0);
    break;
  }
  const left = performance.now();
  const closed = await upstream.requestClosed(index);
  assert.equal(closed.closedBy, 'client');
  assert.ok(Number(closed.closedAt) - left < 100);
});

test('cuts the connection at once where the reader leaves while it waits for more', async () => {
  upstream.on(() => sse(WORDS, { hang: true }));
  const index = upstream.requests.length;
  const reader = (await openFrames())[Symbol.asyncIterator]();
  let words = 0;
  while (words < WORDS.length) words += (await reader.next()).value?.length ?? 0;
  const pending = reader.next();
  await reader.return?.();
  assert.deepEqual(await pending, { done: true, value: undefined });
  assert.equal((await upstream.requestClosed(index)).closedBy, 'client');
});

for (const [moment, reply] of [
  ['before the headers', () => undefined],
  ['in the middle of the stream', sse(WORDS, { hang: true })],
] as const) {
  test(`a caller who aborts ${moment} is CANCELLED, and the connection is cut within 100 ms`, async () => {
    upstream.on(() => reply);
    const index = upstream.requests.length;
    const caller = new AbortController();
    const running = openFrames({ signal: caller.signal }).then(readAll);
    const outcome = running.then(
      ({ error }) => error,
      (error: unknown) => error,
    );
    await upstream.received(index);
    caller.abort();
    const aborted = performance.now();
    const error = await outcome;
    assert.ok(error instanceof GatewayError);
    assert.equal(error.code, 'CANCELLED');
    const closed = await upstream.requestClosed(index);
    assert.equal(closed.closedBy, 'client');
    assert.ok(Number(closed.closedAt) - aborted < 100);
  });
}

test('sends nothing for a caller who has left already', async () => {
  const count = upstream.requests.length;
  await assert.rejects(
    openFrames({ signal: AbortSignal.abort() }),
    (thrown) => thrown instanceof GatewayError && thrown.code === 'CANCELLED',
  );
  assert.equal(upstream.requests.length, count);
});

test('keeps the code of a deadline that ends the call', async () => {
  upstream.on(() => sse(WORDS, { hang: true }));
  const deadline = AbortSignal.abort(new DOMException('The deadline passed.', 'TimeoutError'));
  await assert.rejects(
    openFrames({ signal: deadline }),
    (thrown) => thrown instanceof GatewayError && thrown.code === 'TIMEOUT',
  );
});

test('a reader who stops reading pauses the vendor, and goes on without a loss', async () => {
  const chunk = `data: ${'x'.repeat(10_000)}\n\n`;
  upstream.on(() => sse([chunk], { endless: true }));
  const index = upstream.requests.length;
  const reader = (await openFrames())[Symbol.asyncIterator]();
  await reader.next();
  const paused = await upstream.requestPaused(index);
  const standstill = paused.bytesWritten;
  assert.ok(standstill < 16 * 1024 * 1024, `${standstill} bytes were taken without a reader`);
  let seen = 0;
  while (seen < standstill) {
    const value: readonly Frame[] = (await reader.next()).value ?? [];
    assert.ok(value.every(({ data }) => data.length === 10_000));
    seen += value.length * chunk.length;
  }
  await reader.return?.();
  assert.equal((await upstream.requestClosed(index)).closedBy, 'client');
});
