import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Message } from '#core/chat/request.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import { patternGuard } from '#plugins/pattern-guard/plugin.ts';
import { semanticCache } from '#plugins/semantic-cache/plugin.ts';
import {
  bindPlugin,
  type ChainCall,
  callThrough,
  createBench,
  keyCaller,
  streamOf,
  textResult,
  userMessage,
  userRequest,
} from '#test/plugins/chain.ts';
import type { ScriptedModels } from '#test/plugins/scripted-models.ts';
import { startTransforming } from '#test/plugins/transforming-gateway.ts';

/** Directions in which a text may point, by its first word. */
const WORDS: Readonly<Record<string, readonly number[]>> = {
  cancel: [1, 0, 0],
  terminate: [0.99, 0.1, 0],
  weather: [0, 1, 0],
  nothing: [0, 0, 0],
};

const models: ScriptedModels = {
  embedder: { embed: (texts) => texts.map((text) => WORDS[text.trim().split(' ')[0] ?? ''] ?? [0, 0, 1]) },
};

function cached(config: JsonObject = {}) {
  const bench = createBench();
  const chain = [bindPlugin(semanticCache, { model: 'embedder', ...config }, bench.tools('alike'))];
  return { bench, call: (parts: Partial<ChainCall> = {}) => callThrough({ chain, bench, models, ...parts }) };
}

const asks = (text: string) => ({ request: userRequest(text) });

test('gives the answer of a question of the same meaning, and asks for another', async () => {
  const { call } = cached();
  const first = await call({ ...asks('cancel it'), answer: streamOf(['Do', 'ne']) });
  const alike = await call({ ...asks('terminate that'), answer: new GatewayError('PROVIDER_UNAVAILABLE') });
  assert.deepEqual([first.report.cache, alike.report.cache], ['miss', 'hit']);
  assert.equal(alike.asked, undefined);
  assert.equal(alike.result.choices[0]?.text, 'Done');
  assert.match(alike.report.steps[0]?.note ?? '', /likeness 0\.99/);
  assert.equal((await call({ ...asks('weather today'), answer: textResult('Sun') })).report.cache, 'miss');
  assert.equal((await cached({ threshold: 1 }).call(asks('cancel it'))).report.cache, 'miss');
});

test('a question that was asked in the same words is alike at the highest threshold, one without direction never', async () => {
  const { call } = cached({ threshold: 1 });
  await call(asks('terminate it'));
  assert.equal((await call(asks('terminate it'))).report.cache, 'hit');
  assert.equal((await call(asks('cancel it'))).report.cache, 'miss');
  await call(asks('nothing'));
  assert.equal((await call(asks('nothing'))).report.cache, 'miss');
});

const system = (text: string): Message => ({ role: 'system', content: [{ type: 'text', text }] });
const tool = { name: 'find', inputSchema: {} };
const question = userMessage('cancel it');

const OTHERS = {
  instructions: userRequest('', { messages: [system('Be rude.'), question] }),
  tools: userRequest('', { messages: [question], tools: [tool] }),
  settings: userRequest('', { messages: [question], sampling: { temperature: 2 } }),
};

test('never across other instructions, tools or settings unless that was chosen', async () => {
  for (const [part, request] of Object.entries(OTHERS)) {
    const strict = cached();
    await strict.call(asks('cancel it'));
    assert.equal((await strict.call({ request })).report.cache, 'miss', part);
    const lax = cached({ across: [part] });
    await lax.call(asks('cancel it'));
    assert.equal((await lax.call({ request })).report.cache, 'hit', part);
  }
});

test('never across routes, earlier messages or forms of the answer, whatever was chosen', async () => {
  const across = ['instructions', 'tools', 'models', 'settings'];
  const { call } = cached({ across });
  await call(asks('cancel it'));
  const form = userRequest('cancel it', { responseFormat: { type: 'json' } });
  const later = userRequest('', { messages: [userMessage('Hello'), question] });
  for (const request of [form, later]) assert.equal((await call({ request })).report.cache, 'miss');
  assert.equal((await call({ ...asks('cancel it'), route: 'other' })).report.cache, 'miss');
});

test('questions with other numbers are other questions', async () => {
  const { call } = cached();
  await call(asks('cancel order 100'));
  assert.equal((await call(asks('terminate order 1000'))).report.cache, 'miss');
  assert.equal((await call(asks('terminate 100'))).report.cache, 'hit');
  const lax = cached({ sameNumbers: false });
  await lax.call(asks('cancel order 100'));
  assert.equal((await lax.call(asks('cancel order 1000'))).report.cache, 'hit');
});

test('two consumers never get an answer of the other, whatever they ask', async () => {
  const { call } = cached();
  const words = fc.constantFrom('cancel', 'terminate', 'weather', 'else');
  const property = fc.asyncProperty(
    fc.array(fc.tuple(fc.constantFrom('left', 'right'), words), { maxLength: 20 }),
    async (turns) => {
      for (const [who, text] of turns) {
        const answer = textResult(`for ${who}`);
        const { result } = await call({ caller: keyCaller(who), ...asks(text), answer });
        assert.equal(result.choices[0]?.text, `for ${who}`);
      }
    },
  );
  await fc.assert(property, { numRuns: 30 });
  const shared = cached({ sharedBy: 'workspace' });
  await shared.call({ ...asks('cancel'), caller: keyCaller('left') });
  assert.equal((await shared.call({ ...asks('cancel'), caller: keyCaller('right') })).report.cache, 'hit');
});

test('passes by what does not end with words of a user, and does as the caller wishes', async () => {
  const { bench, call } = cached({ ttl: '30s' });
  const image = { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } } as const;
  const request = userRequest('', { messages: [{ role: 'user', content: [image] }] });
  assert.equal((await call({ request })).report.cache, 'bypassed');
  const wish = (value: string, text: string) =>
    call({ ...asks('cancel'), headers: { 'cache-control': value }, answer: textResult(text) });
  assert.equal((await wish('no-store', 'first')).report.cache, 'bypassed');
  assert.equal((await wish('', 'second')).report.cache, 'miss');
  assert.equal((await wish('no-cache', 'third')).report.cache, 'bypassed');
  bench.time += 10_000;
  assert.equal((await wish('max-age=10', 'fourth')).report.cache, 'miss');
  bench.time += 29_999;
  assert.equal((await wish('', 'fifth')).result.choices[0]?.text, 'fourth');
  bench.time += 1;
  assert.equal((await wish('', 'fifth')).report.cache, 'miss');
});

test('keeps the newest answers of a setting, and none that was cut off', async () => {
  const { call } = cached({ maxEntries: 1 });
  await call(asks('cancel'));
  await call(asks('weather'));
  assert.equal((await call(asks('weather'))).report.cache, 'hit');
  const cut = textResult('Hel', { finishReason: { unified: 'length', raw: 'length' } });
  assert.equal((await call({ ...asks('cancel'), answer: cut })).report.cache, 'miss');
  assert.equal((await call(asks('cancel'))).report.cache, 'miss');
});

test('goes on without the model that embeds, and guards judge each hit anew', async () => {
  const away = await cached().call({ models: { embedder: { embed: () => new Error('away') } } });
  assert.deepEqual([away.error, away.result.choices[0]?.text], [undefined, 'Hi']);
  const bench = createBench();
  const chain = [
    bindPlugin(patternGuard, { deny: ['secret'], action: 'mask' }, bench.tools('guard')),
    bindPlugin(semanticCache, { model: 'embedder' }, bench.tools('alike')),
  ];
  for (const text of ['cancel', 'terminate']) {
    const { result } = await callThrough({ chain, bench, models, ...asks(text), answer: textResult('a secret') });
    assert.equal(result.choices[0]?.text, 'a [masked]');
  }
});

test('by every door of a real gateway the second caller gets the kept answer', async (context) => {
  const config = { model: 'smart', threshold: 0.9 };
  const gateway = await startTransforming(context, [{ name: 'alike', config: { semanticCache: config } }]);
  gateway.say('First answer');
  assert.equal(await gateway.call('http-stream', 'Refund please'), 'First answer');
  gateway.say('Other answer');
  for (const way of gateway.ways) assert.equal(await gateway.call(way, 'Refund my money'), 'First answer', way);
  assert.equal(await gateway.call('http', 'Opening hours'), 'Other answer');
  const asked = gateway.vendor.requests.filter(({ path }) => path.endsWith('/chat/completions'));
  assert.equal(asked.length, 2);
});
