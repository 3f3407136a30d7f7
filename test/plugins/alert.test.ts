/** Alerts as a receiver of webhooks gets them over its socket, verified by the library of Standard Webhooks. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import { alert } from '#plugins/alert/plugin.ts';
import { createSlidingSum } from '#plugins/alert/sliding-sum.ts';
import { bindPlugin, callThrough, createBench, keyCaller } from '#test/plugins/chain.ts';
import { startWatched, until, WAYS } from '#test/plugins/watched-gateway.ts';
import { createUpstream, json, type Upstream } from '#test/support/upstream.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

async function openReceiver(context: TestContext) {
  const receiver = await createUpstream();
  context.after(receiver.close);
  receiver.on(() => json(200, {}));
  return receiver;
}

/** What arrived, each with a signature that fits. */
function verified({ requests }: Upstream): { type: string; data: Record<string, unknown> }[] {
  return requests.map(({ body, headers }) => {
    const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    return new Webhook(SECRET).verify(JSON.stringify(body), given) as ReturnType<typeof verified>[number];
  });
}

test('calls by every door count, and the alert is signed with the secret of the environment', async (context) => {
  const receiver = await openReceiver(context);
  const hook = { url: `${receiver.url}/hook`, allowPrivateNetwork: true, secret: 'ALERTS' };
  const config = { ...hook, measure: 'TOKENS', threshold: 20, per: 'CONSUMER' };
  const plugins = [{ name: 'tokens', config: { alert: config } }];
  const gateway = await startWatched(context, plugins, { GATEHOUSE_PLUGIN_SECRET_ALERTS: SECRET });
  for (const way of WAYS.slice(0, 3)) await gateway.call(way);
  assert.equal(receiver.requests.length, 0);
  await gateway.call('graphql-stream');
  await until(() => receiver.requests.length > 0);
  await gateway.call('http');
  const [message, ...others] = verified(receiver);
  assert.deepEqual(others, []);
  assert.equal(message?.type, 'alert.threshold_reached');
  const { lastCallId, consumer, ...data } = message.data;
  assert.deepEqual(data, {
    alert: 'tokens',
    measure: 'tokens',
    value: 20,
    unit: 'tokens',
    threshold: 20,
    window: 'PT5M',
    quietFor: 'PT1H',
  });
  assert.equal(typeof lastCallId, 'string');
  assert.equal(typeof consumer, 'string');
});

async function watch(context: TestContext, config: JsonObject) {
  const receiver = await openReceiver(context);
  const bench = createBench();
  // The real time, since the signature is judged by it; the beginning of a window.
  bench.time = Math.ceil(Date.now() / 60_000) * 60_000;
  const shared = { url: receiver.url, allowPrivateNetwork: true, secret: 'SIGNING', window: '1m' };
  const chain = [bindPlugin(alert, { ...shared, ...config }, bench.tools('watch'))];
  return { receiver, bench, call: (parts = {}) => callThrough({ bench, chain, ...parts }) };
}

test('tells of a share of errors once there are enough calls, and is quiet for a while', async (context) => {
  const { receiver, bench, call } = await watch(context, { threshold: 50, atLeastCalls: 4, quiet: '2m' });
  const failed = { answer: new GatewayError('PROVIDER_UNAVAILABLE') };
  await call(failed);
  await call({ answer: new GatewayError('RATE_LIMITED') });
  await call(failed);
  await call(failed);
  await until(() => receiver.requests.length === 1);
  assert.equal(verified(receiver)[0]?.data.value, 75);
  for (let count = 0; count < 5; count += 1) await call(failed);
  bench.time += 121_000;
  for (let count = 0; count < 4; count += 1) await call(failed);
  await until(() => receiver.requests.length === 2);
});

test('watches each of a kind apart', async (context) => {
  const { receiver, call } = await watch(context, { measure: 'calls', threshold: 3, per: 'consumer' });
  const [one, two] = [{ caller: keyCaller('one') }, { caller: keyCaller('two') }];
  for (const who of [one, two, one, two, one]) await call(who);
  await call({ caller: { type: 'anonymous', address: '192.0.2.1' } });
  await until(() => receiver.requests.length === 1);
  assert.equal(verified(receiver)[0]?.data.consumer, 'one');
});

test('one of many calls at once tells', async (context) => {
  const { receiver, call } = await watch(context, { measure: 'calls', threshold: 10 });
  await Promise.all(Array.from({ length: 50 }, () => call()));
  await until(() => receiver.requests.length > 0);
  assert.equal(verified(receiver).length, 1);
});

test('sends the same message again to a receiver that fails', async (context) => {
  const { receiver, call } = await watch(context, { measure: 'calls', threshold: 1 });
  receiver.on((_request, index) => (index === 0 ? json(503, {}, { 'retry-after': '0' }) : json(204, {})));
  await call();
  await until(() => receiver.requests.length === 2);
  const [first, second] = receiver.requests.map(({ headers }) => headers['webhook-id']);
  assert.equal(first, second);
});

test('forgets slowly what left the window', async () => {
  const bench = createBench();
  bench.time = 1_000_000;
  const sums = createSlidingSum(1_000, bench.tools('sums').keyValue, bench.clock);
  assert.equal(await sums.add('a', 10), 10);
  bench.time += 1_250;
  assert.equal(await sums.add('a', 1), 8.5);
  bench.time += 1_000;
  assert.equal(await sums.add('a', 0), 0.75);
});

test('refuses a secret that nobody set, at its field', () => {
  assert.throws(
    () => bindPlugin(alert, { ...alert.example, secret: 'NOBODY' }, createBench().tools('watch')),
    (error: GatewayError) => {
      const [issue] = error.details.issues ?? [];
      return issue?.path[0] === 'secret' && issue.message.includes('no secret "NOBODY"');
    },
  );
});
