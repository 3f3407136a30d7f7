import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Caller } from '#core/caller.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import { canonicalJson } from '#plugins/cache/cache-key.ts';
import { cache } from '#plugins/cache/plugin.ts';
import { patternGuard } from '#plugins/pattern-guard/plugin.ts';
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
