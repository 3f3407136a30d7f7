import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { ChatStream } from '#core/chat/event.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import type { BoundPlugin } from '#core/plugin.ts';
import { concurrencyLimit } from '#plugins/concurrency-limit/plugin.ts';
import { bindPlugin, type ChainCall, callThrough, createBench, keyCaller, textResult } from '#test/plugins/chain.ts';
import { startGuarded } from '#test/plugins/guarded-gateway.ts';
import { sse } from '#test/support/upstream.ts';

function limited(config: JsonObject, ...behind: BoundPlugin[]) {
  const bench = createBench();
  const chain = [bindPlugin(concurrencyLimit, config, bench.tools('few')), ...behind];
  return { bench, call: (parts: Partial<ChainCall> = {}) => callThrough({ chain, bench, ...parts }) };
}

/** An answer that takes its time, and how many of them were under way at once. */
function crowd() {
  const counts = { now: 0, most: 0 };
  const answer = async function* (): ChatStream {
    counts.now += 1;
    counts.most = Math.max(counts.most, counts.now);
    await setTimeout(5);
    counts.now -= 1;
    yield unfoldChat(textResult('Hi'));
  };
  return { counts, answer };
}

test('never has more under way than it says, and lets those wait that have a place in line', async () => {
  const { call } = limited({ limit: 3, queue: 20, wait: '10s' });
  const { counts, answer } = crowd();
  const ends = await Promise.all(Array.from({ length: 200 }, () => call({ answer })));
  assert.equal(counts.most, 3);
  assert.equal(ends.filter(({ error }) => error === undefined).length, 23);
  const refused = ends.filter(({ error }) => error?.code === 'RATE_LIMITED');
  assert.equal(refused.length, 177);
  assert.equal(refused[0]?.error?.message, 'The limit few is reached: 3 calls at a time. 20 others wait already.');
  assert.equal((await call()).error, undefined);
});

test('turns come in the order of arrival, and the wait shows in the trace', async () => {
  const { call } = limited({ limit: 1, queue: 10 });
  const order: number[] = [];
  const { answer } = crowd();
  const ends = await Promise.all(
    [0, 1, 2, 3].map(async (index) => {
      const end = await call({ answer });
      order.push(index);
      return end;
    }),
  );
  assert.deepEqual(order, [0, 1, 2, 3]);
  assert.deepEqual(
    ends.map(({ report }) => report.steps.some(({ note }) => note === 'waited for its turn')),
    [false, true, true, true],
  );
});

test('refuses at once without a line, and after the wait with one', async () => {
  for (const [config, message] of [
    [{ queue: 0 }, /Try again later\./],
    [{ queue: 5, wait: '20ms' }, /No turn came within 20ms\./],
  ] as const) {
    const { call } = limited({ limit: 1, ...config });
    const leave = Promise.withResolvers<void>();
    const first = call({
      answer: async function* () {
        await leave.promise;
        yield unfoldChat(textResult('Hi'));
      },
    });
    const { error, asked } = await call();
    assert.equal(error?.code, 'RATE_LIMITED');
    assert.match(error.message, message);
    assert.equal(error.details.retryAfterMs, undefined);
    assert.equal(asked, undefined);
    assert.equal((await call({ caller: keyCaller('other') })).error, undefined);
    leave.resolve();
    assert.equal((await first).error, undefined);
    assert.equal((await call()).error, undefined);
  }
});

test('gives room back whichever way a call ends', async () => {
  let refuses = false;
  const judge: BoundPlugin = {
    ...bindPlugin(concurrencyLimit, { limit: 1 }, createBench().tools('judge')),
    hooks: {
      onRequest(_context, request) {
        if (refuses) throw new GatewayError('GUARDRAIL_BLOCKED');
        return { type: 'next', request };
      },
      onSettled() {
        throw new Error('A neighbour that fails.');
      },
    },
  };
  const { call } = limited({ limit: 1, queue: 0 }, judge);
  for (let round = 0; round < 20; round += 1) {
    assert.equal((await call()).error, undefined);
    refuses = true;
    assert.equal((await call()).error?.code, 'GUARDRAIL_BLOCKED');
    refuses = false;
    const failed = await call({ answer: new GatewayError('PROVIDER_REJECTED') });
    assert.equal(failed.error?.code, 'PROVIDER_REJECTED');
    const broken = await call({
      answer: async function* () {
        yield unfoldChat(textResult('Hi')).slice(0, 2);
        throw new Error('in the middle');
      },
    });
    assert.equal(broken.error?.code, 'INTERNAL');
  }
});

test('keeps its count when the configuration is compiled again', async () => {
  const bench = createBench();
  const bind = () => [bindPlugin(concurrencyLimit, { limit: 1, queue: 0 }, bench.tools('few'))];
  const { answer } = crowd();
  const first = callThrough({ bench, chain: bind(), answer });
  assert.equal((await callThrough({ bench, chain: bind() })).error?.code, 'RATE_LIMITED');
  await first;
  assert.equal((await callThrough({ bench, chain: bind() })).error, undefined);
});

const CONFIG = { concurrencyLimit: { limit: 1, per: 'ALL', queue: 9, wait: '10s' } };

test('every way through a real gateway takes its turn', async (context) => {
  const gateway = await startGuarded(context, CONFIG, { smart: () => 'Hi there' });
  const asked = [...Object.entries(gateway.ways), ...Object.entries(gateway.ways)];
  const shown = await Promise.all(asked.map(([, ask]) => ask('Hello')));
  assert.deepEqual(
    shown.map(({ text, code }) => [text, code]),
    asked.map(() => ['Hi there', undefined]),
  );
});

const chunk = (content: string): string => {
  const choices = [{ index: 0, delta: { content }, finish_reason: null }];
  return `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'smart', choices })}\n\n`;
};

test('a reader who leaves gives its room to the next one, and who leaves the line takes none', async (context) => {
  const { vendor, url } = await startGuarded(context, CONFIG, { smart: () => '' });
  vendor.on(() => sse([chunk('Hello')], { endless: true, delayMs: 5 }));
  const ask = (stream: boolean, signal: AbortSignal) =>
    fetch(`${url}/test`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messages: [{ role: 'user', content: 'Hello' }], stream }),
      signal,
    });
  for (let round = 0; round < 10; round += 1) {
    const [reader, waiter, next] = [new AbortController(), new AbortController(), new AbortController()];
    assert.equal((await ask(true, reader.signal)).status, 200);
    const waiting = ask(round % 2 === 0, waiter.signal);
    const following = ask(true, next.signal);
    await setTimeout(20);
    waiter.abort();
    await assert.rejects(waiting);
    reader.abort();
    assert.equal((await following).status, 200);
    next.abort();
  }
});
