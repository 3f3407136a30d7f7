/** Lines of calls as a service gets them over its socket, also one that fails and comes back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '#core/json.ts';
import { httpLog } from '#plugins/http-log/plugin.ts';
import { bindPlugin, callThrough, createBench, textResult, userRequest } from '#test/plugins/chain.ts';
import { startWatched, until, WAYS } from '#test/plugins/watched-gateway.ts';
import { createUpstream, json, reset, type Upstream } from '#test/support/upstream.ts';

type Line = Readonly<Record<string, Json>>;
const linesOf = ({ requests }: Upstream) => requests.flatMap(({ body }) => body as readonly Line[]);
const local = { allowPrivateNetwork: true, interval: '10ms' };

test('calls by every door arrive, in batches, with the secret of the environment', async (context) => {
  const service = await createUpstream();
  context.after(service.close);
  service.on(() => json(202, {}));
  const headers = [{ name: 'X-Token', value: '{{INTAKE}}' }];
  const config = { url: `${service.url}/calls?from=gatehouse`, allowPrivateNetwork: true, interval: 'PT0.1S', headers };
  const plugins = [{ name: 'intake', config: { httpLog: { ...config, content: 'FULL' } } }];
  const gateway = await startWatched(context, plugins, { GATEHOUSE_PLUGIN_SECRET_INTAKE: 'intake-token' });
  for (const way of WAYS) await gateway.call(way);
  await until(() => linesOf(service).length === WAYS.length);
  for (const line of linesOf(service)) {
    assert.deepEqual([line.outcome, line.status, line.target], ['succeeded', 200, 'openai-compatible/vendor-1']);
    assert.deepEqual([line.prompt, line.answer], ['user: Hello', 'Hello there.']);
    assert.ok(!JSON.stringify(line).includes(gateway.key));
  }
  assert.deepEqual(
    linesOf(service).map(({ streamed }) => streamed),
    [false, true, false, true],
  );
  const [first] = service.requests;
  assert.deepEqual([first?.path, first?.headers['x-token']], ['/calls?from=gatehouse', 'intake-token']);
});

test('what waits is sent at the stop of the gateway', async (context) => {
  const service = await createUpstream();
  context.after(service.close);
  service.on(() => json(200, {}));
  const config = { url: service.url, allowPrivateNetwork: true, interval: 'PT10M' };
  const gateway = await startWatched(context, [{ name: 'intake', config: { httpLog: config } }]);
  await gateway.call('http');
  assert.equal(service.requests.length, 0);
  await gateway.app.stop({ patient: false });
  assert.equal(linesOf(service).length, 1);
});

test('sends the same batch again to a service that fails, and loses nothing', async (context) => {
  const service = await createUpstream();
  context.after(service.close);
  service.on((_request, index) => [json(503, {}, { 'retry-after': '0' }), reset()][index] ?? json(200, {}));
  const bench = createBench();
  const chain = [bindPlugin(httpLog, { url: service.url, ...local }, bench.tools('intake'))];
  for (let count = 0; count < 250; count += 1) await callThrough({ bench, chain, callId: `chat_${count}` });
  // How many batches there are is for the clock to say; the first two came to nothing.
  const idsOf = () =>
    service.requests.slice(2).flatMap(({ body }) => (body as readonly Line[]).map(({ callId }) => callId));
  await until(() => idsOf().length >= 250);
  assert.deepEqual(
    idsOf(),
    Array.from({ length: 250 }, (_, index) => `chat_${index}`),
  );
  assert.ok(service.requests.every(({ body }) => (body as readonly Line[]).length <= 100));
});

test('drops what a service refuses and what does not fit, and says how much', async (context) => {
  const service = await createUpstream();
  context.after(service.close);
  service.on(() => json(400, {}));
  const bench = createBench();
  const refused = [bindPlugin(httpLog, { url: service.url, ...local }, bench.tools('refused'))];
  await callThrough({ bench, chain: refused });
  await until(() => bench.logged.length > 0);
  assert.deepEqual(bench.logged[0]?.fields, { outbox: 'refused', dropped: 1, reason: 'The service answered 400.' });
  const config = { url: service.url, ...local, interval: '10m', content: 'full', spoolBytes: 10_000 };
  const full = [bindPlugin(httpLog, config, bench.tools('full'))];
  const long = { request: userRequest('x'.repeat(6_000)), answer: textResult('y'.repeat(6_000)) };
  for (let count = 0; count < 9; count += 1) await callThrough({ bench, chain: full, ...long });
  assert.deepEqual(bench.logged.find(({ fields }) => fields.outbox === 'full')?.fields.reason, 'It was full.');
});

test('writes one object a line where it should', async (context) => {
  const service = await createUpstream();
  context.after(service.close);
  service.on(() => json(200, {}));
  const bench = createBench();
  const config = { url: service.url, ...local, format: 'json-lines' };
  const chain = [bindPlugin(httpLog, config, bench.tools('intake'))];
  await callThrough({ bench, chain });
  await callThrough({ bench, chain });
  await until(() => service.requests.length > 0);
  assert.equal(service.requests[0]?.headers['content-type'], 'application/x-ndjson');
  const lines = String(service.requests[0]?.body).trimEnd().split('\n');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).outcome),
    ['succeeded', 'succeeded'],
  );
});
