/** How a chain is walked: in order on the way in, in reverse on the way back, and each plugin is told once how it ended. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Outcome, PluginHooks } from '#core/plugin.ts';
import { chunk, STREAM } from '#test/doors/vendor-answers.ts';
import { openRoad, plugin, settledInto } from '#test/pipeline/road.ts';
import { json, sse } from '#test/support/upstream.ts';

test('requests pass in order, answers in reverse, and the trace says so', async (context) => {
  const road = await openRoad(context);
  road.upstream.on(() => sse(STREAM));
  const tag = (name: string): PluginHooks => ({
    onRequest: (_context, request) => ({
      type: 'next',
      request: { ...request, metadata: { ...request.metadata, [name]: 'seen' } },
    }),
    onStream: () => (event) => [event.type === 'text-delta' ? { ...event, text: `${event.text}${name}` } : event],
  });
  const { text, record } = await road.travel({
    targets: [road.target('first')],
    chain: [plugin('a', tag('a')), plugin('b', tag('b'))],
  });
  assert.equal(text, 'Helloba there.ba');
  assert.deepEqual(road.upstream.requests[0]?.body, {
    model: 'first',
    messages: [{ role: 'user', content: 'Hello' }],
    metadata: { a: 'seen', b: 'seen' },
    stream: true,
    stream_options: { include_usage: true },
  });
  assert.deepEqual(
    record?.steps.map(({ plugin: name, phase, outcome }) => `${name} ${phase} ${outcome}`),
    ['a request changed', 'b request changed', 'b stream changed', 'a stream changed'],
  );
});

test('a plugin that answers is the end of the way in: later plugins and the provider are not asked', async (context) => {
  const road = await openRoad(context);
  const told: { name: string; outcome: Outcome }[] = [];
  const result = {
    id: 'kept',
    model: 'kept',
    choices: [
      {
        text: 'From here',
        refusal: '',
        reasoning: [],
        toolCalls: [],
        finishReason: { unified: 'stop', raw: null } as const,
      },
    ],
    usage: { estimated: false },
    warnings: [],
  };
  const answering = plugin('answering', {
    onRequest: () => ({ type: 'answer', result }),
    ...settledInto(told, 'answering'),
  });
  const { text, record } = await road.travel({
    targets: [road.target('first')],
    chain: [plugin('before', settledInto(told, 'before')), answering, plugin('after', settledInto(told, 'after'))],
  });
  await setImmediate();
  assert.equal(text, 'From here');
  assert.equal(road.upstream.requests.length, 0);
  assert.deepEqual(
    told.map(({ name }) => name),
    ['before', 'answering'],
  );
  assert.equal(record?.status, 'succeeded');
});

test('a refusal unwinds those that were entered, each of which may replace the error and is told once', async (context) => {
  const road = await openRoad(context);
  const told: { name: string; outcome: Outcome }[] = [];
  const renaming = plugin('renaming', {
    onError: (_context, error) => new GatewayError('FORBIDDEN', { message: `was ${error.code}` }),
    ...settledInto(told, 'renaming'),
  });
  const refusing = plugin('refusing', {
    onRequest() {
      throw new GatewayError('RATE_LIMITED', { retryAfterMs: 1_000 });
    },
    ...settledInto(told, 'refusing'),
  });
  const { error, record } = await road.travel({
    targets: [road.target('first')],
    chain: [renaming, refusing, plugin('never', settledInto(told, 'never'))],
  });
  await setImmediate();
  assert.equal(error?.code, 'FORBIDDEN');
  assert.equal(error?.message, 'was RATE_LIMITED');
  assert.deepEqual(
    told.map(({ name, outcome }) => `${name} ${outcome.error?.code}`),
    ['renaming FORBIDDEN', 'refusing FORBIDDEN'],
  );
  assert.equal(record?.status, 'refused');
});

for (const onFailure of ['closed', 'open'] as const) {
  test(`a plugin that breaks ends the call where its entry says closed, and is left out where it says open (${onFailure})`, async (context) => {
    const road = await openRoad(context);
    road.upstream.on(() => sse(STREAM));
    const broken = plugin(
      'broken',
      {
        onRequest() {
          throw new TypeError('cannot read properties of undefined');
        },
      },
      { onFailure },
    );
    const { text, error, record } = await road.travel({ targets: [road.target('first')], chain: [broken] });
    assert.equal(error?.code, onFailure === 'closed' ? 'PLUGIN_FAILED' : undefined);
    assert.equal(text, onFailure === 'closed' ? '' : 'Hello there.');
    assert.equal(record?.steps[0]?.outcome, onFailure === 'closed' ? 'refused' : 'failed-open');
    assert.doesNotMatch(error?.message ?? '', /undefined/);
  });
}

test('a hook that never answers is given up after the time of its entry', async (context) => {
  const road = await openRoad(context);
  const silent = plugin('silent', { onRequest: () => new Promise(() => undefined) }, { timeoutMs: 30 });
  const { error } = await road.travel({ targets: [road.target('first')], chain: [silent] });
  assert.equal(error?.code, 'PLUGIN_FAILED');
});

test('a guard that refuses in the middle of a stream ends it, stops the provider, and what it held back never leaves', async (context) => {
  const road = await openRoad(context);
  road.upstream.on(() => sse([chunk({ content: 'fine ' }), chunk({ content: 'secret' })], { hang: true }));
  const guard = plugin('guard', {
    onStream: () => (event) => {
      if (event.type === 'text-delta' && event.text.includes('secret')) throw new GatewayError('GUARDRAIL_BLOCKED');
      return [event];
    },
  });
  const { text, error, record } = await road.travel({
    targets: [road.target('first'), road.target('second', { priority: 1 })],
    chain: [guard],
  });
  assert.equal(error?.code, 'GUARDRAIL_BLOCKED');
  // Both pieces may come in one read, which is then refused whole.
  assert.ok('fine '.startsWith(text), text);
  assert.equal(record?.status, 'refused');
  assert.equal((await road.upstream.requestClosed(0)).closedBy, 'client');
  assert.equal(road.upstream.requests.length, 1);
});

test('every call has exactly one record, whichever way it ended', async (context) => {
  const road = await openRoad(context);
  road.upstream.on((_request, index) => (index % 2 === 0 ? sse(STREAM) : json(400, { error: { message: 'no' } })));
  for (let call = 0; call < 6; call += 1) await road.travel({ targets: [road.target('first')] });
  await road.travel({ targets: [road.target('first')], call: { model: 'unheard-of' } });
  assert.equal(road.records.length, 7);
  assert.equal(new Set(road.records.map(({ callId }) => callId)).size, 7);
  assert.equal(road.records.at(-1)?.errorCode, 'MODEL_NOT_FOUND');
});
