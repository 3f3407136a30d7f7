import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { InProcessReply, WireRequest } from '#core/provider.ts';
import { openTransport, post, sending, type TestTransport } from '#test/support/transport.ts';

let transport: TestTransport;
let reply: InProcessReply;
const asked: WireRequest[] = [];

before(() => {
  const respond = (request: WireRequest) => {
    asked.push(request);
    return reply;
  };
  transport = openTransport({ inProcess: new Map([['demo', respond]]) });
});
after(() => transport.close());

function framesAt(delays: readonly number[]): InProcessReply {
  return {
    type: 'frames',
    frames: delays.map((delayMs, index) => ({ frame: { event: null, data: `${index}` }, delayMs })),
  };
}

test('a provider without a network is asked by the scheme of the URL', async () => {
  reply = { type: 'body', body: { hello: 1 } };
  assert.deepEqual(await transport.send(post('demo://local/chat', { a: 1 }), sending()), reply);
  assert.deepEqual(asked.at(-1), post('demo://local/chat', { a: 1 }));
});

test('frames without a delay travel with the one before', async () => {
  reply = framesAt([0, 0, 5, 0, 5]);
  const answer = await transport.send(post('demo:chat'), sending({ framing: 'sse' }));
  assert.ok(answer.type === 'frames');
  const batches: string[] = [];
  for await (const batch of answer.frames) batches.push(batch.map(({ data }) => data).join(''));
  assert.deepEqual(batches, ['01', '23', '4']);
});

test('a caller who leaves ends the wait for the next frame at once', async () => {
  reply = framesAt([0, 60_000]);
  const caller = new AbortController();
  const answer = await transport.send(post('demo:chat'), sending({ framing: 'sse', signal: caller.signal }));
  assert.ok(answer.type === 'frames');
  const reader = answer.frames[Symbol.asyncIterator]();
  await reader.next();
  const pending = reader.next();
  caller.abort();
  await assert.rejects(pending, (thrown) => thrown instanceof GatewayError && thrown.code === 'CANCELLED');
});
