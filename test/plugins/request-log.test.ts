import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import { patternGuard } from '#plugins/pattern-guard/plugin.ts';
import { requestLog } from '#plugins/request-log/plugin.ts';
import { bindPlugin, type ChainCall, callThrough, createBench, textResult, userRequest } from '#test/plugins/chain.ts';

async function lines(config: JsonObject, calls: Partial<ChainCall>[] = [{}]) {
  const bench = createBench();
  const guard = bindPlugin(patternGuard, { deny: ['secret'], action: 'mask' }, bench.tools('guard'));
  const chain = [guard, bindPlugin(requestLog, config, bench.tools('log'))];
  for (const call of calls) await callThrough({ bench, chain, ...call });
  assert.ok(bench.logged.every(({ message }) => message === 'call'));
  return bench.logged.map(({ fields }) => fields);
}

const request = userRequest('my secret is long');
const answer = textResult('your secret is kept');
const headers = { authorization: 'Bearer gh_live_canary', 'x-team': 'red' };

test('writes one line a call with names and numbers, and no text', async () => {
  const [line, more] = await lines({}, [{ callId: 'chat_1', route: 'test', request, answer, headers }]);
  assert.deepEqual(line, {
    callId: 'chat_1',
    door: 'graphql',
    startedAt: 1_700_000_000_000,
    consumer: 'one',
    key: 'gh_live_8f3k…9x',
    route: 'test',
    model: 'smart',
    streamed: true,
    target: 'first',
    provider: 'test',
    upstreamModel: 'test-1',
    attempts: 1,
    outcome: 'succeeded',
    status: 200,
    usage: { inputTokens: 10, outputTokens: 5, estimated: false },
    firstTokenMs: 0,
    durationMs: 0,
  });
  assert.equal(more, undefined);
});

test('writes how a call failed, without the words of the error', async () => {
  const error = new GatewayError('PROVIDER_UNAVAILABLE', { message: 'canary', internal: 'canary' });
  const [line] = await lines({ content: 'full' }, [{ answer: error }]);
  assert.deepEqual([line?.outcome, line?.status, line?.errorCode], ['failed', 502, 'PROVIDER_UNAVAILABLE']);
  assert.equal(JSON.stringify(line).includes('canary'), false);
});

test('writes what the guards left of prompt and answer where it may, and never a header', async () => {
  const [line] = await lines({ content: 'full' }, [{ request, answer, headers }]);
  assert.equal(line?.prompt, 'user: my [masked] is long');
  assert.equal(line?.answer, 'your [masked] is kept');
  assert.equal(/canary|red/.test(JSON.stringify(line)), false);
});

test('cuts long texts, never in the middle of a character', async () => {
  const [line] = await lines({ content: 'full', maxContentLength: 8 }, [
    { request: userRequest('a😀b'), answer: textResult('1234567😀') },
  ]);
  assert.equal(line?.prompt, 'user: a…');
  assert.equal(line?.answer, '1234567…');
});

test('keeps the share of calls it is told to, the same ones every time', async () => {
  const calls = Array.from({ length: 400 }, (_, index) => ({ callId: `chat_01K${index}` }));
  const half = (await lines({ sample: 0.5 }, calls)).map(({ callId }) => callId);
  assert.ok(half.length > 150 && half.length < 250, String(half.length));
  assert.deepEqual(
    (await lines({ sample: 0.5 }, calls)).map(({ callId }) => callId),
    half,
  );
  assert.equal((await lines({ sample: 0 }, calls.slice(0, 5))).length, 0);
  assert.equal((await lines({ sample: 1 }, calls.slice(0, 5))).length, 5);
});
