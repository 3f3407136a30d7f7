import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Json, JsonObject } from '#core/json.ts';
import { responseTransformer } from '#plugins/response-transformer/plugin.ts';
import { compileEdits } from '#plugins/rewrite/edit-json.ts';
import { bindPlugin, type ChainCall, callThrough, createBench, streamOf, textResult } from '#test/plugins/chain.ts';
import type { ScriptedModels } from '#test/plugins/scripted-models.ts';
import { startTransforming } from '#test/plugins/transforming-gateway.ts';

const OPERATIONS = [
  { kind: 'remove', path: '/internal' },
  { kind: 'rename', path: '/sum', to: '/total/amount' },
  { kind: 'default', path: '/total/currency', json: '"EUR"' },
];
const SAID = '{"sum": 5, "internal": {"cost": 1}, "list": [1]}';
const CHANGED = '{"list":[1],"total":{"amount":5,"currency":"EUR"}}';

function transform(config: JsonObject, answer: NonNullable<ChainCall['answer']>, models: ScriptedModels = {}) {
  const bench = createBench();
  const chain = [bindPlugin(responseTransformer, config, bench.tools('tidy'))];
  return callThrough({ chain, bench, answer, models });
}

test('changes an answer that is JSON, however its stream is cut', async () => {
  let cuts = 0;
  for (let size = 1; size <= 7; size += 1) {
    const pieces = SAID.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
    cuts += pieces.length;
    const { result, events } = await transform({ operations: OPERATIONS }, streamOf(pieces));
    assert.equal(result.choices[0]?.text, CHANGED);
    assert.ok(!JSON.stringify(events).includes('internal'));
  }
  const { result } = await transform({ operations: OPERATIONS }, textResult(SAID));
  assert.equal(result.choices[0]?.text, CHANGED);
  console.log(`response-transformer: ${cuts} pieces tried`);
});

test('leaves what is no JSON, or refuses it', async () => {
  const answer = textResult('Not JSON');
  assert.deepEqual((await transform({ operations: OPERATIONS }, answer)).result, answer);
  const refused = await transform({ operations: OPERATIONS, notJson: 'refuse' }, answer);
  assert.equal(refused.error?.code, 'PROVIDER_PROTOCOL');
  assert.deepEqual(refused.events, []);
});

test('leaves everything else of the answer, and drops probabilities of the old text', async () => {
  const answer = {
    ...textResult(SAID, {
      toolCalls: [{ id: 'a', name: 'find', input: '{"internal":1}' }],
      vendorBlocks: [{ vendor: 'anthropic', value: { type: 'x' }, at: 48 }],
    }),
    extra: { service_tier: 'flex', choices: [{ index: 0, logprobs: { content: [] } }] },
  };
  const { result } = await transform({ operations: OPERATIONS }, answer);
  assert.deepEqual(result.extra, { service_tier: 'flex' });
  assert.deepEqual(result.choices[0]?.toolCalls, answer.choices[0]?.toolCalls);
  assert.equal(result.choices[0]?.text, CHANGED);
  assert.equal(result.choices[0]?.vendorBlocks?.length, 1);
});

test('a model rewrites the text; without it nothing leaves', async () => {
  const config = { model: 'small', instruction: 'Into French.' };
  const { result, report } = await transform(config, streamOf(['Hel', 'lo']), {
    small: { chat: () => textResult('Bonjour') },
  });
  assert.equal(result.choices[0]?.text, 'Bonjour');
  assert.equal(report.attempts.filter(({ upstreamModel }) => upstreamModel === 'small').length, 1);
  const cut = textResult('Bonj', { finishReason: { unified: 'length', raw: 'length' } });
  for (const chat of [() => new Error('away'), () => cut]) {
    const failed = await transform(config, streamOf(['Hel', 'lo']), { small: { chat } });
    assert.equal(failed.error?.code, 'PLUGIN_FAILED');
    assert.deepEqual(failed.events, []);
  }
});

test('pointers find what they name, in objects and arrays, with their escapes', () => {
  const edit = (kind: string, path: string, more: object = {}) =>
    compileEdits([{ kind, path, ...more } as Parameters<typeof compileEdits>[0][number]]);
  assert.deepEqual(edit('remove', '/a~1b/~0')({ 'a/b': { '~': 1, c: 2 } }), { 'a/b': { c: 2 } });
  assert.deepEqual(edit('remove', '/0/a')([{ a: 1 }, { a: 2 }]), [{}, { a: 2 }]);
  assert.deepEqual(edit('remove', '/1')([1, 2, 3]), [1, 3]);
  assert.deepEqual(edit('set', '/-', { json: '4' })([1]), [1, 4]);
  assert.deepEqual(edit('set', '/5', { json: '4' })([1]), [1]);
  assert.deepEqual(edit('set', '/a/b', { json: '4' })({ a: 'text' }), { a: 'text' });
  assert.deepEqual(edit('set', '/a/b', { json: '4' })({}), { a: { b: 4 } });
  const evil = edit('set', '/__proto__/polluted', { json: 'true' })({}) as JsonObject;
  assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  assert.equal(JSON.stringify(evil), '{"__proto__":{"polluted":true}}');
});

test('whatever the value is: removing what is not there gives the same, what was set is there, and nothing else moves', () => {
  const remove = compileEdits([{ kind: 'remove', path: '/no such member/0' }]);
  const set = compileEdits([{ kind: 'set', path: '/~0new', json: '[1]' }]);
  const property = fc.property(fc.jsonValue(), (given) => {
    const value = given as Json;
    const before = JSON.stringify(value);
    assert.equal(remove(value), value);
    const after = set(value);
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      assert.deepEqual(after, { ...value, '~new': [1] });
    }
    assert.equal(JSON.stringify(value), before);
  });
  fc.assert(property, { numRuns: 500 });
});

test('by every door of a real gateway callers get the changed answer', async (context) => {
  const operations = OPERATIONS.map((one) => ({ ...one, kind: one.kind.toUpperCase() }));
  const gateway = await startTransforming(context, [{ name: 'tidy', config: { responseTransformer: { operations } } }]);
  gateway.say(SAID);
  for (const way of gateway.ways) assert.equal(await gateway.call(way, 'Hello'), CHANGED, way);
});
