import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Caller } from '#core/caller.ts';
import type { Message } from '#core/chat/request.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import { tokenPart } from '#core/token-part.ts';
import { rateLimit } from '#plugins/rate-limit/plugin.ts';
import {
  bindPlugin,
  type ChainCall,
  callThrough,
  createBench,
  keyCaller,
  streamOf,
  textResult,
  userRequest,
} from '#test/plugins/chain.ts';

function limit(config: JsonObject) {
  const bench = createBench();
  // The beginning of a window, so that a test counts in whole ones.
  bench.time = 60_000 * 1_000;
  const chain = [bindPlugin(rateLimit, config, bench.tools('five'))];
  return { bench, call: (parts: Partial<ChainCall> = {}) => callThrough({ chain, bench, ...parts }) };
}

const anonymous: Caller = { type: 'anonymous', address: '192.0.2.7' };
const stranger = { caller: anonymous, route: 'open' };

test('lets as many calls through as it says, then says when the next one fits, and that is true', async () => {
  const { bench, call } = limit({ limit: 5, window: '1m' });
  for (let count = 1; count <= 5; count += 1) {
    const { error, report } = await call();
    assert.equal(error, undefined);
    const state = {
      name: 'five',
      unit: 'requests',
      limit: 5,
      remaining: 5 - count,
      windowMs: 60_000,
      resetMs: 120_000,
    };
    assert.deepEqual(report.rateLimits, [state]);
  }
  const { error, report, asked } = await call();
  assert.equal(error?.code, 'RATE_LIMITED');
  assert.equal(error.message, 'The limit five is reached: 5 requests in 1m. Try again in 72 s.');
  assert.equal(error.details.retryAfterMs, 72_000);
  assert.deepEqual(error.details.limit, report.rateLimits[0]);
  assert.equal(report.rateLimits[0]?.remaining, 0);
  assert.equal(asked, undefined);
  bench.time += 71_999;
  assert.equal((await call()).error?.details.retryAfterMs, 1);
  bench.time += 1;
  assert.equal((await call()).error, undefined);
});

test('lets no more through however many come in the same instant', async () => {
  const { call } = limit({ limit: 5 });
  const ends = await Promise.all(Array.from({ length: 50 }, () => call()));
  assert.equal(ends.filter(({ error }) => error === undefined).length, 5);
  assert.equal(ends.filter(({ error }) => error?.code === 'RATE_LIMITED').length, 45);
});

test('gives each of what it is told its own counter', async () => {
  const [one, two] = [keyCaller('one', 'house'), keyCaller('two', 'house')];
  const header = (value: string) => ({ headers: { 'x-team': value } });
  const cases: { per: string; header?: string; same: Partial<ChainCall>[]; other: Partial<ChainCall> }[] = [
    { per: 'key', same: [{ caller: one }, { caller: one }], other: { caller: two } },
    { per: 'key', same: [stranger, stranger], other: { caller: one } },
    { per: 'consumer', same: [{ caller: one }, { caller: two }], other: { caller: keyCaller('three') } },
    { per: 'route', same: [{ route: 'a' }, { route: 'a', caller: two }], other: { route: 'b' } },
    { per: 'route', same: [{}, { caller: two }], other: { route: 'b' } },
    { per: 'address', same: [{ caller: one }, { caller: two }], other: stranger },
    { per: 'header', header: 'x-team', same: [header('red'), header('red')], other: header('blue') },
    { per: 'header', header: 'x-team', same: [{}, header('')], other: header('red') },
  ];
  for (const { same, other, ...config } of cases) {
    const { call } = limit({ limit: 1, ...config });
    const [first, second] = same;
    assert.equal((await call(first)).error, undefined, config.per);
    assert.equal((await call(second)).error?.code, 'RATE_LIMITED', config.per);
    assert.equal((await call(other)).error, undefined, config.per);
  }
  const { call } = limit({ limit: 1, per: 'all' });
  await call({ caller: one });
  assert.equal((await call(stranger)).error?.code, 'RATE_LIMITED');
});

test('keeps its counts when the configuration is compiled again', async () => {
  const bench = createBench();
  const bind = () => [bindPlugin(rateLimit, { limit: 1 }, bench.tools('five'))];
  assert.equal((await callThrough({ bench, chain: bind() })).error, undefined);
  assert.equal((await callThrough({ bench, chain: bind() })).error?.code, 'RATE_LIMITED');
});

const tokens = { unit: 'tokens', limit: 100 };
const remaining = async (call: (parts?: Partial<ChainCall>) => ReturnType<typeof callThrough>) =>
  // A prompt of one token, counted after what came before it.
  (await call({ request: userRequest('a') })).report.rateLimits[0]?.remaining;

test('reserves the prompt and the longest answer, then counts what was really used', async () => {
  const { call } = limit(tokens);
  const request = userRequest('a'.repeat(40), { sampling: { maxOutputTokens: 60 } });
  const first = await call({ request });
  assert.equal(first.report.rateLimits[0]?.remaining, 30);
  assert.equal(await remaining(call), 100 - 15 - 1);
});

test('counts texts and tokens that are to be embedded', async () => {
  const { call } = limit({ unit: 'tokens', limit: 100, window: '1m' });
  const messages: Message[] = [
    { role: 'user', content: [{ type: 'text', text: 'x'.repeat(160) }] },
    { role: 'user', content: [tokenPart(new Array<number>(50).fill(7))] },
  ];
  const usage = { inputTokens: 90, outputTokens: 0, estimated: false };
  const answer = { ...textResult(''), choices: [], usage };
  assert.equal((await call({ request: userRequest('', { messages }), answer })).report.rateLimits[0]?.remaining, 10);
  const { error } = await call({ request: userRequest('', { messages }), answer });
  assert.equal(error?.code, 'RATE_LIMITED');
});

test('adds what was used above the reservation', async () => {
  const { call } = limit(tokens);
  const usage = { inputTokens: 50, outputTokens: 45, estimated: false };
  await call({ request: userRequest('a'), answer: { ...textResult('b'), usage } });
  assert.equal(await remaining(call), 4);
});

test('counts nothing of a call that the provider refused, and by estimate one that broke off', async () => {
  const refused = limit(tokens);
  await refused.call({ request: userRequest('a'.repeat(200)), answer: new GatewayError('PROVIDER_REJECTED') });
  assert.equal(await remaining(refused.call), 99);
  const broken = limit(tokens);
  const answer = streamOf(['b'.repeat(80), 'c']).slice(0, -1);
  assert.equal((await broken.call({ request: userRequest('a'.repeat(40)), answer })).error?.code, 'STREAM_INTERRUPTED');
  assert.equal(await remaining(broken.call), 100 - 10 - 21 - 1);
});

test('says so where one call alone is more than the limit, without a time to wait for', async () => {
  const { call } = limit(tokens);
  const { error } = await call({ request: userRequest('a', { sampling: { maxOutputTokens: 200 } }) });
  assert.equal(error?.code, 'RATE_LIMITED');
  assert.match(error.message, /five allows 100 tokens in 1m, and this call alone may need 201/);
  assert.equal(error.details.retryAfterMs, undefined);
  assert.equal(await remaining(call), 99);
});

test('wants the header exactly where it counts by header', () => {
  for (const config of [
    { limit: 1, per: 'header' },
    { limit: 1, per: 'key', header: 'x-team' },
  ]) {
    assert.deepEqual(rateLimit.config.safeParse(config).error?.issues[0]?.path, ['header']);
  }
});
