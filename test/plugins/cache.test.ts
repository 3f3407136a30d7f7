import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import type { Caller } from '#core/caller.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import type { Outcome } from '#core/plugin.ts';
import { waitUntil } from '#pipeline/wait-until.ts';
import { cache } from '#plugins/cache/plugin.ts';
import { patternGuard } from '#plugins/pattern-guard/plugin.ts';
import { canonicalJson } from '#plugins/reuse/canonical-json.ts';
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
import { startTransforming } from '#test/plugins/transforming-gateway.ts';

function cached(config: JsonObject = {}) {
  const bench = createBench();
  const chain = [bindPlugin(cache, config, bench.tools('memory'))];
  return { bench, call: (parts: Partial<ChainCall> = {}) => callThrough({ chain, bench, ...parts }) };
}

test('answers the second call without the provider, with the very same result', async () => {
  const { call } = cached();
  const first = await call({
    answer: textResult('Hello', { toolCalls: [{ id: 'a', name: 'find', input: '{"q":1}' }] }),
  });
  const second = await call({ answer: new GatewayError('PROVIDER_UNAVAILABLE') });
  assert.equal(first.report.cache, 'miss');
  assert.equal(second.report.cache, 'hit');
  assert.equal(second.asked, undefined);
  assert.deepEqual(second.result, first.result);
});

test('keeps an answer that was streamed, for its time', async () => {
  const { bench, call } = cached({ ttl: '30s' });
  await call({ answer: streamOf(['Hel', 'lo']) });
  bench.time += 29_999;
  const hit = await call({ answer: textResult('other') });
  assert.equal(hit.result.choices[0]?.text, 'Hello');
  bench.time += 1;
  assert.equal((await call({ answer: textResult('other') })).result.choices[0]?.text, 'other');
});

test('asks again where anything that matters is different, and not for who is behind the call', async () => {
  const { call } = cached();
  await call({ request: userRequest('a') });
  const others = [userRequest('b'), userRequest('a', { sampling: { seed: 1 } }), userRequest('a', { choiceCount: 2 })];
  for (const request of others) assert.equal((await call({ request })).report.cache, 'miss');
  assert.equal((await call({ request: userRequest('a'), route: 'other' })).report.cache, 'miss');
  const sameButWho = userRequest('a', { endUser: 'Ann', metadata: { trace: '1' } });
  assert.equal((await call({ request: sameButWho })).report.cache, 'hit');
});

test('shares with those it is told to and with nobody else', async () => {
  const anonymous = (address: string): Caller => ({ type: 'anonymous', address });
  const [one, two, other] = [keyCaller('one', 'house'), keyCaller('two', 'house'), keyCaller('three', 'other')];
  const outcomes = async (sharedBy: string) => {
    const { call } = cached({ sharedBy });
    const route = 'open';
    await call({ route, caller: one });
    const seen = [];
    for (const caller of [one, two, other, anonymous('192.0.2.1')])
      seen.push((await call({ route, caller })).report.cache);
    seen.push((await call({ route, caller: anonymous('192.0.2.2') })).report.cache);
    seen.push((await call({ route: 'closed', caller: anonymous('192.0.2.2') })).report.cache);
    return seen.join(' ');
  };
  assert.equal(await outcomes('key'), 'hit miss miss miss hit miss');
  assert.equal(await outcomes('consumer'), 'hit hit miss miss hit miss');
  assert.equal(await outcomes('workspace'), 'hit hit hit hit hit miss');
});

test('two consumers never get an answer of the other, whatever they ask', async () => {
  const { call } = cached();
  const prompt = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 3 });
  const property = fc.asyncProperty(
    fc.array(fc.tuple(fc.constantFrom('left', 'right'), prompt), { maxLength: 20 }),
    async (asks) => {
      for (const [who, text] of asks) {
        const { result } = await call({
          caller: keyCaller(who),
          request: userRequest(text),
          answer: textResult(`for ${who}`),
        });
        assert.equal(result.choices[0]?.text, `for ${who}`);
      }
    },
  );
  await fc.assert(property, { numRuns: 50 });
});

test('does as the caller wishes: no-store leaves nothing, no-cache refreshes', async () => {
  const { call } = cached();
  const wish = (value: string, answer: string) =>
    call({ headers: { 'cache-control': value }, answer: textResult(answer) });
  assert.equal((await wish('no-store', 'first')).report.cache, 'bypassed');
  assert.equal((await call({ answer: textResult('second') })).report.cache, 'miss');
  const fresh = await wish('max-age=0, No-Cache', 'third');
  assert.deepEqual([fresh.report.cache, fresh.result.choices[0]?.text], ['bypassed', 'third']);
  const after = await call();
  assert.deepEqual([after.report.cache, after.result.choices[0]?.text], ['hit', 'third']);
});

test('keeps nothing of an answer that failed, was cut off or was filtered', async () => {
  const answers: NonNullable<ChainCall['answer']>[] = [
    new GatewayError('PROVIDER_UNAVAILABLE'),
    streamOf(['Hel', 'lo']).slice(0, -1),
    textResult('Hello', { finishReason: { unified: 'length', raw: 'length' } }),
    textResult('', { finishReason: { unified: 'content-filter', raw: null } }),
  ];
  for (const answer of answers) {
    const { call } = cached();
    await call({ answer });
    assert.equal((await call()).report.cache, 'miss');
  }
});

test('keeps the answer as the provider gave it, so that the guards of each caller see it anew', async () => {
  const bench = createBench();
  const store = bindPlugin(cache, { sharedBy: 'workspace' }, bench.tools('memory'));
  const guard = bindPlugin(patternGuard, { deny: ['secret'], action: 'mask' }, bench.tools('guard'));
  const guarded = await callThrough({ bench, chain: [guard, store], answer: textResult('a secret') });
  const trusted = await callThrough({ bench, chain: [store], caller: keyCaller('two') });
  const again = await callThrough({ bench, chain: [guard, store] });
  const texts = [guarded, trusted, again].map(({ result }) => result.choices[0]?.text);
  assert.deepEqual(texts, ['a [masked]', 'a secret', 'a [masked]']);
  assert.deepEqual([trusted.report.cache, again.report.cache], ['hit', 'hit']);
});

test('equal values are equal texts, whatever the order of their members', () => {
  assert.equal(canonicalJson({ b: [{ d: 1, c: 2 }], a: null }), '{"a":null,"b":[{"c":2,"d":1}]}');
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      assert.equal(canonicalJson(reversed), canonicalJson(value));
      assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)));
    }),
  );
});

/** A provider that answers when it is told to. */
function slowAnswer(text: string) {
  const gate = Promise.withResolvers<void>();
  async function* stream() {
    await gate.promise;
    yield* streamOf([text]);
  }
  return { stream, open: () => gate.resolve(), fail: (error: Error) => gate.reject(error) };
}

test('a hundred equal calls at once ask the provider once, and all get its answer', async () => {
  const { call } = cached();
  const slow = slowAnswer('Hello');
  const calls = Array.from({ length: 100 }, () => call({ answer: slow.stream }));
  await setTimeout(20);
  slow.open();
  const ends = await Promise.all(calls);
  assert.equal(ends.filter(({ asked }) => asked).length, 1);
  assert.deepEqual(new Set(ends.map(({ result }) => result.choices[0]?.text)), new Set(['Hello']));
  assert.equal(ends.filter(({ report }) => report.cache === 'hit').length, 99);
  console.log('100 equal calls at once: 1 asked, 99 waited');
});

test('those who share nothing do not wait for each other', async () => {
  const { call } = cached();
  const slow = slowAnswer('for one');
  const first = call({ caller: keyCaller('one'), answer: slow.stream });
  const other = await call({ caller: keyCaller('two'), answer: textResult('for two') });
  assert.equal(other.result.choices[0]?.text, 'for two');
  slow.open();
  assert.equal((await first).result.choices[0]?.text, 'for one');
});

test('where the first of equal calls fails, one of the others asks next', async () => {
  const { call } = cached();
  const slow = slowAnswer('never');
  const first = call({ answer: slow.stream });
  const others = Array.from({ length: 10 }, (_, index) => call({ answer: textResult(`answer ${index}`) }));
  await setTimeout(20);
  slow.fail(new GatewayError('PROVIDER_UNAVAILABLE'));
  assert.equal((await first).error?.code, 'PROVIDER_UNAVAILABLE');
  const ends = await Promise.all(others);
  assert.equal(ends.filter(({ asked }) => asked).length, 1);
  assert.equal(new Set(ends.map(({ result }) => result.choices[0]?.text)).size, 1);
});

test('where the answer of the first is not to be kept, all others ask at once', async () => {
  const { call } = cached();
  const slow = slowAnswer('');
  const cut = textResult('Hel', { finishReason: { unified: 'length', raw: 'length' } });
  const first = call({
    answer: async function* () {
      for await (const _ of slow.stream());
      yield unfoldChat(cut);
    },
  });
  const slower = slowAnswer('own');
  const others = [1, 2, 3].map(() => call({ answer: slower.stream }));
  await setTimeout(20);
  slow.open();
  await first;
  await setTimeout(20);
  slower.open();
  const ends = await Promise.all(others);
  assert.equal(ends.filter(({ asked }) => asked).length, 3);
});

test('waits no longer than it is told to', async () => {
  for (const waitAtMost of ['0s', '30ms']) {
    const { call } = cached({ waitAtMost });
    const slow = slowAnswer('late');
    const first = call({ answer: slow.stream });
    const other = await call({ answer: textResult('alone') });
    assert.equal(other.result.choices[0]?.text, 'alone');
    slow.open();
    await first;
  }
});

test('a caller says how old an answer may be', async () => {
  const { bench, call } = cached();
  await call({ answer: textResult('old') });
  bench.time += 10_000;
  const wish = async (value: string) => (await call({ headers: { 'cache-control': value } })).report.cache;
  assert.deepEqual([await wish('max-age=11'), await wish('max-age=10')], ['hit', 'miss']);
  assert.deepEqual([await wish('max-age=0'), await wish('max-age=never')], ['bypassed', 'hit']);
});

test('the wait for an equal call is not the time of the hook', async () => {
  const bench = createBench();
  const chain = [{ ...bindPlugin(cache, {}, bench.tools('memory')), timeoutMs: 20 }];
  const slow = slowAnswer('Hello');
  const calls = [1, 2].map(() => callThrough({ chain, bench, answer: slow.stream }));
  await setTimeout(60);
  slow.open();
  const caches = (await Promise.all(calls)).map(({ report }) => report.cache);
  assert.deepEqual(caches, ['miss', 'hit']);
});

test('who waits and leaves is told at once', async () => {
  const leaving = new AbortController();
  const never = new Promise<void>(() => undefined);
  const waiting = waitUntil(never, 60_000, leaving.signal);
  leaving.abort(new GatewayError('CANCELLED'));
  await assert.rejects(waiting, { code: 'CANCELLED' });
  await assert.rejects(waitUntil(never, 60_000, leaving.signal), { code: 'CANCELLED' });
});

test('a kept answer counts for limits as the configuration says', async () => {
  for (const [charge, expected] of [
    ['nothing', [undefined, undefined]],
    ['as-asked', [undefined, { inputTokens: 10, outputTokens: 5, estimated: false }]],
  ] as const) {
    const seen: unknown[] = [];
    const bench = createBench();
    const memory = bindPlugin(cache, { charge }, bench.tools('memory'));
    const onSettled = (_context: unknown, outcome: Outcome) => void seen.push(outcome.charge?.usage);
    const counter = { ...memory, name: 'counter', hooks: { onSettled } };
    for (const _ of [1, 2]) await callThrough({ chain: [counter, memory], bench });
    assert.deepEqual(seen, expected);
  }
});

test('replays word by word where a pace is given, and the whole is the same', async () => {
  const { call } = cached({ pace: 1_000 });
  const answer = textResult('One two three, and a verylongwordwithoutanyspace.', {
    reasoning: [{ text: 'Let me see.', signature: 'proof' }],
    toolCalls: [{ id: 'a', name: 'find', input: '{"q": 1}' }],
  });
  const first = await call({ answer });
  const started = performance.now();
  const second = await call();
  assert.deepEqual(second.result, first.result);
  assert.ok(second.events.filter(({ type }) => type === 'text-delta').length > 5);
  assert.ok(performance.now() - started > 15);
});

test('by every door of a real gateway: one asks, the others get its answer, and so does who comes later', async (context) => {
  const gateway = await startTransforming(context, [{ name: 'memory', config: { cache: { ttl: 'PT5M' } } }]);
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  gateway.waitFor(opened);
  const ways = [...gateway.ways, ...gateway.ways, ...gateway.ways];
  const calls = ways.map((way) => gateway.call(way, 'Hello'));
  await gateway.vendor.received(0);
  await setTimeout(200);
  open();
  assert.deepEqual(new Set(await Promise.all(calls)), new Set(['Hello there']));
  gateway.say('Another answer');
  for (const way of gateway.ways) assert.equal(await gateway.call(way, 'Hello'), 'Hello there', way);
  assert.equal(gateway.vendor.requests.length, 1);
  assert.equal(await gateway.call('http', 'Hello', { 'cache-control': 'no-cache' }), 'Another answer');
  assert.equal(gateway.vendor.requests.length, 2);
});
