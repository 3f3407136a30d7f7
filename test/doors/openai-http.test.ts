/** The OpenAI doors and the named routes as bytes on the wire. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rateLimit } from '#plugins/rate-limit/plugin.ts';
import { MAX_BODY_BYTES, startGateway } from '#test/doors/gateway.ts';
import { STREAM, WHOLE } from '#test/doors/vendor-answers.ts';
import { bindPlugin, createBench } from '#test/plugins/chain.ts';
import { json, sse } from '#test/support/upstream-replies.ts';

const CHAT = '/v1/chat/completions';
const ASK = { messages: [{ role: 'user', content: 'Hello' }] };
const NAMED = { ...ASK, model: 'large' };

interface ErrorBody {
  readonly error: { message: string; type: string; param: string | null; code: string | null };
}

async function errorOf(answer: Response): Promise<ErrorBody['error']> {
  return ((await answer.json()) as ErrorBody).error;
}

test('a route brings its own model', async (context) => {
  const { post, upstream, records } = await startGateway(context);
  upstream.on(() => json(200, WHOLE));
  const answer = await post('/test', ASK, {});
  assert.equal(answer.status, 200);
  const body = (await answer.json()) as { object: string; model: string; choices: { message: { content: string } }[] };
  assert.equal(body.object, 'chat.completion');
  assert.equal(body.model, 'large');
  assert.equal(body.choices[0]?.message.content, 'Hello there.');
  assert.equal(answer.headers.get('x-gatehouse-model'), 'large');
  assert.deepEqual(
    records.map(({ door, routeId, modelName, status }) => [door, routeId, modelName, status]),
    [['route', 'rte_test', 'large', 'succeeded']],
  );
});

test('a route that wants a key lets nobody in without one', async (context) => {
  const { post, key, upstream } = await startGateway(context);
  upstream.on(() => json(200, WHOLE));
  assert.equal((await post('/team/chat', ASK, {})).status, 401);
  assert.equal((await post('/team/chat', ASK, { authorization: 'Bearer nonsense' })).status, 401);
  assert.equal((await post(CHAT, NAMED, {})).status, 401);
  assert.equal(upstream.requests.length, 0);
  assert.equal((await post('/team/chat', ASK, { 'x-api-key': key })).status, 200);
  assert.equal((await post('/team/chat', ASK, { 'api-key': key })).status, 200);
});

test('the key of the caller never reaches the vendor', async (context) => {
  const { post, key, upstream } = await startGateway(context);
  upstream.on(() => json(200, WHOLE));
  await post(CHAT, NAMED, { authorization: `Bearer ${key}`, cookie: 'session=1', 'x-custom': 'yes' });
  const [request] = upstream.requests;
  assert.doesNotMatch(JSON.stringify(request), new RegExp(key));
  assert.equal(request?.headers.cookie, undefined);
  assert.equal(request?.headers['x-custom'], undefined);
});

test('every answer names its call', async (context) => {
  const { post, upstream, records, ended } = await startGateway(context);
  upstream.on((_request, index) => (index === 0 ? json(200, WHOLE) : sse(STREAM)));
  const answers = [
    await post(CHAT, NAMED),
    await post(CHAT, { ...NAMED, stream: true }),
    await post(CHAT, '{'),
    await post(CHAT, NAMED, { authorization: 'Bearer nonsense' }),
    await post('/nowhere', ASK),
  ];
  await Promise.all(answers.map((answer) => answer.text()));
  await ended(answers.length);
  assert.deepEqual(
    new Set(answers.map(({ headers }) => headers.get('x-gatehouse-call-id'))),
    new Set(records.map(({ callId }) => callId)),
  );
  assert.equal(new Set(records.map(({ callId }) => callId)).size, answers.length);
});

test('what is refused at the door is seen by the observers', async (context) => {
  const { post, url, records } = await startGateway(context);
  const statuses = [
    await post(CHAT, '{"messages": ['),
    await post(CHAT, { messages: [{ role: 'user' }] }),
    await post(CHAT, NAMED, { authorization: 'Bearer nonsense' }),
    await post(CHAT, `"${'x'.repeat(MAX_BODY_BYTES)}"`),
    await post(CHAT, 'model=large', { 'content-type': 'application/x-www-form-urlencoded' }),
    await post('/nowhere', ASK),
    await fetch(`${url}/test`),
  ].map(({ status }) => status);
  assert.deepEqual(statuses, [400, 400, 401, 413, 415, 404, 405]);
  assert.deepEqual(
    records.map(({ errorCode, status }) => `${status} ${errorCode}`),
    [
      'refused INVALID_REQUEST',
      'refused INVALID_REQUEST',
      'refused UNAUTHENTICATED',
      'refused REQUEST_TOO_LARGE',
      'refused UNSUPPORTED_MEDIA_TYPE',
      'refused NOT_FOUND',
      'refused METHOD_NOT_ALLOWED',
    ],
  );
});

test('a refusal names the field and the way out', async (context) => {
  const { post, url } = await startGateway(context);
  assert.deepEqual(await errorOf(await post(CHAT, { ...NAMED, temperature: 'hot' })), {
    message: 'temperature: Must be a number.',
    type: 'invalid_request_error',
    param: 'temperature',
    code: null,
  });
  assert.match((await errorOf(await post(CHAT, '{"model": }'))).message, /not valid JSON.*at line 1 column 11/);
  assert.match((await errorOf(await post(CHAT, ASK))).message, /^model: .*name one/);
  assert.match((await errorOf(await post('/nowhere', ASK))).message, /nothing at \/nowhere/);
  const wrongMethod = await fetch(`${url}/test`, { method: 'PUT' });
  assert.equal(wrongMethod.headers.get('allow'), 'POST');
});

test('a fault inside shows nothing of itself', async (context) => {
  const hooks = {
    onRequest(): never {
      throw new Error('the password is hunter2');
    },
  };
  const { bench, bind } = failing(hooks);
  const { post, log } = await startGateway(context, [bind()]);
  const answer = await post(CHAT, NAMED);
  assert.equal(answer.status, 500);
  assert.doesNotMatch(JSON.stringify(await answer.json()), /hunter2|\.ts|at /);
  assert.ok(log.lines.some(({ level }) => level === 'error'));
  assert.equal(bench.logged.length, 0);
});

function failing(hooks: { onRequest(): never }) {
  const bench = createBench();
  const config = { limits: [{ unit: 'requests', limit: 1, window: '1m' }], per: 'all' };
  return { bench, bind: () => ({ ...bindPlugin(rateLimit, config, bench.tools('broken')), hooks }) };
}

test('limits show in the headers, and the call above them says when to come back', async (context) => {
  const bench = createBench();
  const limit = bindPlugin(
    rateLimit,
    { limits: [{ unit: 'requests', limit: 2, window: '1m' }], per: 'key' },
    bench.tools('per-minute'),
  );
  const { post, upstream } = await startGateway(context, [limit]);
  upstream.on((_request, index) => (index === 0 ? json(200, WHOLE) : sse(STREAM)));
  const [whole, streamed, refused] = [
    await post(CHAT, NAMED),
    await post(CHAT, { ...NAMED, stream: true }),
    await post(CHAT, { ...NAMED, stream: true }),
  ];
  const remaining = [whole, streamed, refused].map(({ headers }) => headers.get('ratelimit-remaining'));
  assert.deepEqual(remaining, ['1', '0', '0']);
  assert.equal(whole.headers.get('ratelimit-policy'), '"per-minute";q=2;w=60');
  assert.equal(whole.headers.get('x-ratelimit-limit-requests'), '2');
  assert.equal(refused.status, 429);
  assert.match(refused.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
  assert.deepEqual(
    { ...(await errorOf(refused)), message: '' },
    {
      message: '',
      type: 'rate_limit_error',
      param: null,
      code: 'rate_limit_exceeded',
    },
  );
  assert.equal(upstream.requests.length, 2);
});

test('a stream is server-sent events that no proxy holds back', async (context) => {
  const { post, upstream } = await startGateway(context);
  upstream.on(() => sse(STREAM));
  const answer = await post('/test', { ...ASK, stream: true });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  assert.equal(answer.headers.get('x-accel-buffering'), 'no');
  const frames = (await answer.text()).split('\n\n');
  assert.deepEqual(frames.slice(-2), ['data: [DONE]', '']);
  assert.ok(frames.slice(0, -1).every((frame) => frame.startsWith('data: ')));
});
