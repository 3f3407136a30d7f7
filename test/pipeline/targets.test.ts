/** Which targets are tried, in which order, and when a second try is forbidden. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chunk, STREAM } from '#test/doors/vendor-answers.ts';
import { openRoad, plugin } from '#test/pipeline/road.ts';
import { seededRandom } from '#test/support/seeded-random.ts';
import { hang, json, type RecordedRequest, raw, reset, sse } from '#test/support/upstream.ts';

const targetOf = ({ path }: RecordedRequest): string => path.split('/')[1] ?? '';
const ERROR_INSIDE = `data: ${JSON.stringify({ error: { message: 'overloaded', type: 'server_error' } })}\n\n`;

const FAULTS = {
  'a server error': json(503, { error: { message: 'down' } }),
  'a rate limit': json(429, { error: { message: 'slow down' } }),
  'a refused credential': json(401, { error: { message: 'who are you?' } }),
  'a reset connection': reset(),
  'a page of a proxy': raw(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' }),
  'an error inside a good answer': sse([ERROR_INSIDE]),
  'a role and then a reset': sse([chunk({ role: 'assistant', content: '' })], { cutAt: 1 }),
  'an empty stream': sse([]),
  'a page of a proxy with a good status': raw(200, '<html>Hello</html>', { 'content-type': 'text/html' }),
} as const;

for (const [fault, reply] of Object.entries(FAULTS)) {
  test(`goes on to the next target after ${fault}, and the caller sees one good answer`, async (context) => {
    const road = await openRoad(context);
    road.upstream.on((request) => (targetOf(request) === 'first' ? reply : sse(STREAM)));
    const targets = [road.target('first'), road.target('second', { priority: 1 })];
    const { text, error, events, record } = await road.travel({ targets });
    assert.equal(error, undefined);
    assert.equal(text, 'Hello there.');
    assert.equal(events.filter(({ type }) => type === 'start').length, 1);
    assert.equal(events.filter(({ type }) => type === 'finish').length, 1);
    assert.deepEqual(
      record?.attempts.map(({ target }) => target),
      ['first', 'second'],
    );
    assert.equal(record?.attempts[1]?.outcome, 'succeeded');
  });
}

test('never tries a second target once content was handed on', async (context) => {
  const road = await openRoad(context);
  road.upstream.on(() => sse([chunk({ role: 'assistant', content: 'Hel' })], { cutAt: 1 }));
  const { text, error, record } = await road.travel({
    targets: [road.target('first'), road.target('second', { priority: 1 })],
  });
  assert.equal(error?.code, 'STREAM_INTERRUPTED');
  assert.equal(text, 'Hel');
  assert.equal(road.upstream.requests.length, 1);
  assert.equal(record?.status, 'failed');
  assert.ok((record?.usage?.outputTokens ?? 0) > 0, 'what was written before the break is counted');
});

test('a refusal of the request itself is not tried elsewhere', async (context) => {
  const road = await openRoad(context);
  road.upstream.on(() => json(400, { error: { message: 'temperature is not allowed' } }));
  const { error } = await road.travel({ targets: [road.target('first'), road.target('second', { priority: 1 })] });
  assert.equal(error?.code, 'PROVIDER_REJECTED');
  assert.equal(road.upstream.requests.length, 1);
});

test('a prompt that is too long for one target is tried at the next', async (context) => {
  const road = await openRoad(context);
  const tooLong = json(400, { error: { message: 'too long', code: 'context_length_exceeded' } });
  road.upstream.on((request) => (targetOf(request) === 'small' ? tooLong : sse(STREAM)));
  const { text } = await road.travel({ targets: [road.target('small'), road.target('large', { priority: 1 })] });
  assert.equal(text, 'Hello there.');
});

test('makes no more attempts than the model allows, and ends with the last error', async (context) => {
  const road = await openRoad(context);
  road.upstream.on(() => json(503, { error: { message: 'down' } }));
  const targets = ['a', 'b', 'c', 'd'].map((name, priority) => road.target(name, { priority }));
  const { error, record } = await road.travel({ targets, maxAttempts: 2 });
  assert.equal(error?.code, 'PROVIDER_UNAVAILABLE');
  assert.equal(record?.attempts.length, 2);
});

test('lower priorities come first, and weights share a priority as they say', async (context) => {
  const road = await openRoad(context);
  road.upstream.on(() => sse(STREAM));
  const random = seededRandom(7);
  const targets = [
    road.target('spare', { priority: 1, weight: 1_000 }),
    road.target('big', { weight: 3 }),
    road.target('little'),
  ];
  for (let call = 0; call < 200; call += 1) await road.travel({ targets, random });
  const share = (name: string) => road.upstream.requests.filter((request) => targetOf(request) === name).length / 200;
  assert.equal(share('spare'), 0);
  assert.ok(Math.abs(share('big') - 0.75) < 0.08, `${share('big')}`);
});

test('a plugin may skip a target, and a call whose targets are all skipped says so', async (context) => {
  const road = await openRoad(context);
  road.upstream.on(() => sse(STREAM));
  const avoid = (...names: string[]) => [
    plugin('avoid', { onTarget: (_context, { name }) => (names.includes(name) ? 'skip' : 'use') }),
  ];
  const targets = [road.target('first'), road.target('second', { priority: 1 })];
  await road.travel({ targets, chain: avoid('first') });
  assert.deepEqual(road.upstream.requests.map(targetOf), ['second']);
  const { error } = await road.travel({ targets, chain: avoid('first', 'second') });
  assert.equal(error?.code, 'PROVIDER_UNAVAILABLE');
  assert.match(error?.message ?? '', /No target of the model smart/);
});

test('the deadline of the call holds over all attempts and ends the one that runs', async (context) => {
  const road = await openRoad(context);
  road.upstream.on(() => hang());
  const { error, record } = await road.travel({
    targets: [road.target('first'), road.target('second', { priority: 1 })],
    call: { timeoutMs: 80 },
  });
  assert.equal(error?.code, 'TIMEOUT');
  assert.equal(record?.attempts.length, 1);
  assert.equal((await road.upstream.requestClosed(0)).closedBy, 'client');
});

test('a caller who leaves ends the attempt and is not given another', async (context) => {
  const road = await openRoad(context);
  road.upstream.on(() => sse([chunk({ role: 'assistant', content: 'Hel' })], { hang: true }));
  const leaving = new AbortController();
  const { error, record } = await road.travel({
    targets: [road.target('first'), road.target('second', { priority: 1 })],
    call: { signal: leaving.signal },
    onBatch: () => leaving.abort(),
  });
  assert.equal(error?.code, 'CANCELLED');
  assert.equal(record?.status, 'canceled');
  assert.equal((await road.upstream.requestClosed(0)).closedBy, 'client');
  assert.equal(road.upstream.requests.length, 1);
});

test('counts the tokens itself where the provider does not, and says that it did', async (context) => {
  const road = await openRoad(context);
  road.upstream.on(() => sse([chunk({ content: 'Hello there.' }), chunk({}, 'stop'), 'data: [DONE]\n\n']));
  const { record } = await road.travel({ targets: [road.target('first')] });
  assert.equal(record?.usage?.estimated, true);
  assert.ok((record?.usage?.outputTokens ?? 0) > 0);
  assert.ok((record?.usage?.inputTokens ?? 0) > 0);
});
