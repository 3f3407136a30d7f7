import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request as open, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { abortOnDisconnect } from '#http/disconnect.ts';
import { openSse } from '#http/sse-response.ts';

const MORE_THAN_SOCKETS_HOLD = 'x'.repeat(50_000_000);

/** A response whose reader the test is. */
async function connect(context: TestContext) {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const asked = open({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }).end();
  const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
  const answered = async () => (await once(asked, 'response'))[0] as AsyncIterable<Buffer> & { destroy(): void };
  return { response, asked, answered };
}

test('writes what it is given and ends cleanly', async (context) => {
  const { response, answered } = await connect(context);
  const sse = openSse(response, { headers: { 'x-test': 'yes' } });
  assert.equal(sse.write('data: 1\n\n'), undefined);
  sse.end();
  const answer = await answered();
  let text = '';
  for await (const chunk of answer) text += chunk;
  assert.equal(text, 'data: 1\n\n');
});

test('pings a quiet connection', async (context) => {
  const { response, answered } = await connect(context);
  const sse = openSse(response, { headers: {}, pingMs: 5 });
  sse.write('data: 1\n\n');
  let text = '';
  for await (const chunk of await answered()) {
    text += chunk;
    if (text.endsWith(':\n\n:\n\n')) sse.end();
  }
  assert.match(text, /^data: 1\n\n(:\n\n)+$/);
});

test('makes the writer wait for a reader that is behind', async (context) => {
  const { response, answered } = await connect(context);
  const sse = openSse(response, { headers: {} });
  const behind = sse.write(MORE_THAN_SOCKETS_HOLD);
  const reader = await answered();
  let waiting = true;
  const caughtUp = behind?.then(() => {
    waiting = false;
  });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(waiting, true);
  sse.end();
  for await (const chunk of reader) assert.ok(chunk.length > 0);
  await caughtUp;
  assert.equal(waiting, false);
});

test('releases the writer and aborts where the reader goes away', async (context) => {
  const { response, answered } = await connect(context);
  const { signal } = abortOnDisconnect(response);
  const sse = openSse(response, { headers: {} });
  const behind = sse.write(MORE_THAN_SOCKETS_HOLD);
  const reader = await answered();
  reader.destroy();
  await behind;
  assert.equal(signal.aborted, true);
  assert.equal(sse.write('data: late\n\n'), undefined);
  sse.end();
});

test('does not abort where the answer was sent whole', async (context) => {
  const { response, answered } = await connect(context);
  const { signal } = abortOnDisconnect(response);
  const closed = once(response, 'close');
  response.end('whole');
  for await (const chunk of await answered()) assert.equal(String(chunk), 'whole');
  await closed;
  assert.equal(signal.aborted, false);
});
