import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Caller, KeyCaller } from '#core/caller.ts';
import type { ChatStream } from '#core/chat/event.ts';
import type { Message } from '#core/chat/request.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import type { ModelFacts } from '#core/cost/model-facts.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import type { BoundPlugin } from '#core/plugin.ts';
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

/** One limit, or the whole configuration. */
function limit(parts: JsonObject, rest: JsonObject = {}) {
  const bench = createBench();
  // The beginning of a window, so that a test counts in whole ones.
  bench.time = 60_000 * 1_000;
  const config = 'limits' in parts ? parts : { limits: [parts], ...rest };
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
  const [grouped, other] = [inGroups(one, 'grp_a', 'grp_b'), inGroups(keyCaller('three'), 'grp_b')];
  const header = (value: string) => ({ headers: { 'x-team': value } });
  const tag = (team: string) => ({ request: userRequest('a', { metadata: { team } }) });
  const cases: { per: string; header?: string; tag?: string; same: Partial<ChainCall>[]; other: Partial<ChainCall> }[] =
    [
      { per: 'key', same: [{ caller: one }, { caller: one }], other: { caller: two } },
      { per: 'key', same: [stranger, stranger], other: { caller: one } },
      { per: 'consumer', same: [{ caller: one }, { caller: two }], other: { caller: keyCaller('three') } },
      { per: 'group', same: [{ caller: grouped }, { caller: other }], other: { caller: inGroups(two, 'grp_c') } },
      { per: 'group', same: [{ caller: one }, { caller: two }], other: { caller: other } },
      { per: 'route', same: [{ route: 'a' }, { route: 'a', caller: two }], other: { route: 'b' } },
      { per: 'route', same: [{}, { caller: two }], other: { route: 'b' } },
      { per: 'model', same: [{ model: 'a' }, { model: 'a', caller: two }], other: { model: 'b' } },
      { per: 'address', same: [{ caller: one }, { caller: two }], other: stranger },
      { per: 'header', header: 'x-team', same: [header('red'), header('red')], other: header('blue') },
      { per: 'header', header: 'x-team', same: [{}, header('')], other: header('red') },
      { per: 'tag', tag: 'team', same: [tag('red'), { ...tag('red'), caller: two }], other: tag('blue') },
      { per: 'tag', tag: 'toString', same: [{}, tag('red')], other: stranger },
    ];
  for (const { same, other, ...config } of cases) {
    const { call } = limit({ limit: 1 }, config);
    const [first, second] = same;
    assert.equal((await call(first)).error, undefined, config.per);
    assert.equal((await call(second)).error?.code, 'RATE_LIMITED', config.per);
    assert.equal((await call(other)).error, undefined, config.per);
  }
  const { call } = limit({ limit: 1 }, { per: 'all' });
  await call({ caller: one });
  assert.equal((await call(stranger)).error?.code, 'RATE_LIMITED');
});

function inGroups(caller: KeyCaller, ...groupIds: string[]): KeyCaller {
  return { ...caller, consumer: { ...caller.consumer, groupIds } };
}

test('keeps its counts when the configuration is compiled again', async () => {
  const bench = createBench();
  const bind = () => [bindPlugin(rateLimit, { limits: [{ limit: 1 }] }, bench.tools('five'))];
  assert.equal((await callThrough({ bench, chain: bind() })).error, undefined);
  assert.equal((await callThrough({ bench, chain: bind() })).error?.code, 'RATE_LIMITED');
});

const tokens = { limits: [{ unit: 'tokens', limit: 100 }], assumedAnswerTokens: 0 };
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
  const { call } = limit(tokens);
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

const answering = (inputTokens: number, outputTokens: number) => ({
  ...textResult('b'),
  usage: { inputTokens, outputTokens, estimated: false },
});

test('counts prompts and answers apart where it is told to', async () => {
  const { call } = limit({
    limits: [
      { unit: 'input-tokens', limit: 100, window: '1m' },
      { unit: 'output-tokens', limit: 50, window: '1h' },
    ],
    assumedAnswerTokens: 20,
  });
  const first = await call({ request: userRequest('a'.repeat(40)), answer: answering(30, 45) });
  const shown = ({ report }: typeof first) => report.rateLimits.map(({ name, remaining }) => [name, remaining]);
  assert.deepEqual(shown(first), [
    ['five/input-tokens/1m', 90],
    ['five/output-tokens/1h', 30],
  ]);
  const tooLong = await call({ request: userRequest('a', { sampling: { maxOutputTokens: 6 } }) });
  assert.equal(tooLong.error?.code, 'RATE_LIMITED');
  assert.deepEqual(shown(tooLong), [
    ['five/input-tokens/1m', 70],
    ['five/output-tokens/1h', 5],
  ]);
  // What is assumed yields to what is left.
  const second = await call({ request: userRequest('a'), answer: answering(1, 5) });
  assert.deepEqual(shown(second), [
    ['five/input-tokens/1m', 69],
    ['five/output-tokens/1h', 0],
  ]);
  assert.equal((await call({ request: userRequest('a') })).error?.code, 'RATE_LIMITED');
});

const price = (input: number, output: number): ModelFacts => ({
  price: { source: 'override', periods: [{ rates: { input, output }, tiers: [] }] },
});

test('reserves and settles dollars to the billionth', async () => {
  const { call } = limit({ unit: 'cost', limit: 0.01, window: '1h' });
  // 3 and 15 dollars for a million tokens: 10 * 3 + 100 * 15 = 1530 millionths.
  const facts = price(3_000_000, 15_000_000);
  const request = userRequest('a'.repeat(40), { sampling: { maxOutputTokens: 100 } });
  const states = async (parts: Partial<ChainCall>) => (await call({ facts, request, ...parts })).report.rateLimits[0];
  assert.deepEqual(await states({ answer: answering(10, 7) }), {
    name: 'five',
    unit: 'cost',
    limit: 10_000,
    remaining: 10_000 - 1_530,
    windowMs: 3_600_000,
    resetMs: 7_200_000 - (60_000_000 % 3_600_000),
  });
  assert.equal((await states({ answer: answering(10, 600) }))?.remaining, 10_000 - 135 - 1_530);
  const { error } = await call({ facts, request });
  assert.equal(error?.code, 'RATE_LIMITED');
  assert.match(error.message, /five is reached: \$0\.01 in 1h\./);
  assert.equal((await call({ facts: price(0, 0), request })).error, undefined);
});

test('refuses in dollars what has no known price, or counts nothing for it where it is told so', async () => {
  const dollars = { unit: 'cost', limit: 0.01, window: '1h' };
  const { error } = await limit(dollars).call({ model: 'own' });
  assert.equal(error?.code, 'FORBIDDEN');
  assert.match(error.message, /price of the model own/);
  const { call } = limit(dollars, { unpriced: 'ignore' });
  assert.equal((await call({})).error, undefined);
  assert.equal((await call({})).report.rateLimits[0]?.remaining, 10_000);
});

test('a fixed window begins at nothing, on the minute', async () => {
  const { bench, call } = limit({ limit: 2, window: '1m', algorithm: 'fixed-window' });
  bench.time += 59_000;
  const ends = [await call(), await call(), await call()];
  assert.deepEqual(
    ends.map(({ report }) => report.rateLimits[0]?.remaining),
    [1, 0, 0],
  );
  assert.deepEqual(
    ends.map(({ report }) => report.rateLimits[0]?.resetMs),
    [1_000, 1_000, 1_000],
  );
  assert.equal(ends[2]?.error?.details.retryAfterMs, 1_000);
  bench.time += 999;
  assert.equal((await call()).error?.code, 'RATE_LIMITED');
  bench.time += 1;
  assert.equal((await call()).report.rateLimits[0]?.remaining, 1);
});

test('a bucket gives a burst at once and then fills evenly', async () => {
  const { bench, call } = limit({ limit: 60, window: '1m', algorithm: 'token-bucket', burst: 3 });
  const ends = await Promise.all([1, 2, 3, 4, 5].map(() => call()));
  assert.deepEqual(
    ends.map(({ error }) => error?.details.retryAfterMs),
    [undefined, undefined, undefined, 1_000, 1_000],
  );
  assert.match(ends[3]?.error?.message ?? '', /60 requests in 1m, at most 3 requests at once/);
  assert.deepEqual(ends[2]?.report.rateLimits, [
    { name: 'five', unit: 'requests', limit: 3, remaining: 0, windowMs: 3_000, resetMs: 3_000 },
  ]);
  bench.time += 999;
  assert.equal((await call()).error?.details.retryAfterMs, 1);
  bench.time += 1;
  assert.equal((await call()).error, undefined);
  bench.time += 60_000;
  const later = await Promise.all([1, 2, 3, 4].map(() => call()));
  assert.equal(later.filter(({ error }) => error === undefined).length, 3);
});

test('a bucket gets back what was reserved too much, but not what has run out of it since', async () => {
  const config = { unit: 'tokens', limit: 6_000, window: '1m', algorithm: 'token-bucket', burst: 1_000 };
  const { bench, call } = limit(config, { assumedAnswerTokens: 0 });
  const request = userRequest('a', { sampling: { maxOutputTokens: 999 } });
  async function* slow(): ChatStream {
    bench.time += 5_000;
    // Half of it has run out, so that there is room for this one.
    const other = userRequest('a', { sampling: { maxOutputTokens: 499 } });
    assert.equal((await call({ request: other, answer: answering(1, 499) })).error, undefined);
    yield unfoldChat(answering(1, 9));
  }
  await call({ request, answer: slow });
  assert.equal(await remaining(call), 1_000 - 500 - 10 - 1);
  bench.time += 10_000;
  await call({ request, answer: answering(1, 9) });
  assert.equal(await remaining(call), 1_000 - 10 - 1);
});

test('takes from all of its limits or from none', async () => {
  const { bench, call } = limit({
    limits: [
      { limit: 10, window: '1h' },
      { limit: 2, window: '1m' },
      { unit: 'tokens', limit: 1_000, window: '1d', algorithm: 'token-bucket' },
    ],
    assumedAnswerTokens: 100,
  });
  const ends = await Promise.all(Array.from({ length: 20 }, () => call()));
  assert.equal(ends.filter(({ error }) => error === undefined).length, 2);
  const { error, report } = await call();
  assert.equal(error?.details.retryAfterMs, 90_000);
  assert.deepEqual(error?.details.limit, report.rateLimits[1]);
  const shown = report.rateLimits.map((one) => [one.name, one.remaining]);
  assert.deepEqual(shown, [
    ['five/requests/1h', 8],
    ['five/requests/1m', 0],
    ['five/tokens/1d', 970],
  ]);
  bench.time += 90_000;
  assert.equal((await call()).error, undefined);
});

test('a member of several groups needs room in all of them', async () => {
  const { call } = limit({ limit: 2 }, { per: 'group' });
  const [both, left] = [inGroups(keyCaller('one'), 'grp_a', 'grp_b'), inGroups(keyCaller('two'), 'grp_a')];
  assert.equal((await call({ caller: left })).error, undefined);
  assert.equal((await call({ caller: both })).report.rateLimits[0]?.remaining, 0);
  assert.equal((await call({ caller: both })).error?.code, 'RATE_LIMITED');
  const right = inGroups(keyCaller('three'), 'grp_b');
  assert.equal((await call({ caller: right })).report.rateLimits[0]?.remaining, 0);
});

test('200 calls at once never use more than the limit', async (context) => {
  for (const algorithm of ['sliding-window', 'fixed-window', 'token-bucket']) {
    for (const [unit, most] of [
      ['tokens', 10_000],
      ['input-tokens', 2_000],
      ['output-tokens', 5_000],
      ['cost', 0.05],
    ] as const) {
      const { call } = limit({ unit, limit: most, algorithm }, { assumedAnswerTokens: 150 });
      const facts = price(3_000_000, 15_000_000);
      let used = 0;
      const ends = await Promise.all(
        Array.from({ length: 200 }, async (_, index) => {
          const bounded = index % 2 === 0;
          const request = userRequest('a'.repeat(400), { sampling: bounded ? { maxOutputTokens: 150 } : {} });
          const [input, output] = [90 + (index % 11), index % 151];
          async function* answer(): ChatStream {
            await setTimeout(index % 20);
            used += { tokens: input + output, 'input-tokens': input, 'output-tokens': output, cost: 0 }[unit];
            if (unit === 'cost') used += (input * 3 + output * 15) / 1_000_000;
            yield unfoldChat(answering(input, output));
          }
          return call({ request, facts, answer });
        }),
      );
      const passed = ends.filter(({ error }) => error === undefined).length;
      const refused = ends.filter(({ error }) => error?.code === 'RATE_LIMITED').length;
      assert.equal(passed + refused, 200);
      assert.ok(passed > 10 && refused > 10, `${unit} ${algorithm}: ${passed} passed`);
      assert.ok(used <= most, `${unit} ${algorithm}: ${used} of ${most}`);
      context.diagnostic(`${unit}, ${algorithm}: ${passed} of 200 passed and used ${used} of ${most}`);
    }
  }
});

test('an answer longer than was assumed overruns by what it is longer, and the next calls wait for it', async () => {
  const { call } = limit({ unit: 'tokens', limit: 1_000 }, { assumedAnswerTokens: 99 });
  const answer = answering(1, 499);
  const ends = await Promise.all(Array.from({ length: 200 }, () => call({ request: userRequest('a'), answer })));
  assert.equal(ends.filter(({ error }) => error === undefined).length, 10);
  const { error, report } = await call({ request: userRequest('a') });
  assert.equal(error?.code, 'RATE_LIMITED');
  assert.equal(report.rateLimits[0]?.remaining, 0);
});

test('gives back what a call reserved that was refused behind it', async () => {
  const bench = createBench();
  const refuse: BoundPlugin = {
    ...bindPlugin(rateLimit, { limits: [{ limit: 1 }] }, bench.tools('none')),
    hooks: {
      onRequest() {
        throw new GatewayError('GUARDRAIL_BLOCKED');
      },
    },
  };
  const limited = bindPlugin(rateLimit, tokens, bench.tools('five'));
  const request = userRequest('a'.repeat(200));
  await callThrough({ bench, chain: [limited, refuse], request });
  const end = await callThrough({ bench, chain: [limited], request });
  assert.equal(end.report.rateLimits[0]?.remaining, 50);
});

test('says which field is wrong', () => {
  const limits = [{ limit: 1 }];
  const wrong = (config: unknown) =>
    rateLimit.config.safeParse(config).error?.issues.map(({ path }) => path.join('.')) ?? [];
  assert.deepEqual(wrong({ limits, per: 'header' }), ['header']);
  assert.deepEqual(wrong({ limits, header: 'x-team' }), ['header']);
  assert.deepEqual(wrong({ limits, per: 'tag' }), ['tag']);
  assert.deepEqual(wrong({ limits, per: 'all', tag: 'team' }), ['tag']);
  assert.deepEqual(wrong({ limits: [{ limit: 1.5 }] }), ['limits.0.limit']);
  assert.deepEqual(wrong({ limits: [{ limit: 1.5, unit: 'cost' }] }), []);
  assert.deepEqual(wrong({ limits: [{ limit: 2_000_000, unit: 'cost' }] }), ['limits.0.limit']);
  assert.deepEqual(wrong({ limits: [{ limit: 5, burst: 5 }] }), ['limits.0.burst']);
  assert.deepEqual(
    wrong({
      limits: [
        { limit: 5, window: '60s' },
        { limit: 5, window: '1m' },
      ],
    }),
    ['limits.1.window'],
  );
  assert.deepEqual(wrong({ limits: [{ limit: 5, window: 'soon' }] }), ['limits.0.window']);
});
