/** Spans and metrics as a receiver of OTLP gets them over its socket, and the trace context on its way through. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { z } from 'zod';
import { GatewayError } from '#core/error/gateway-error.ts';
import { opentelemetry } from '#plugins/opentelemetry/plugin.ts';
import { readTraceContext } from '#plugins/opentelemetry/trace-context.ts';
import { STREAM } from '#test/doors/vendor-answers.ts';
import { change, succeeded, updateOf } from '#test/graphql/admin-mutations.ts';
import { bindPlugin, callThrough, createBench } from '#test/plugins/chain.ts';
import { startWatched, until, WAYS } from '#test/plugins/watched-gateway.ts';
import { createUpstream, json, sse, type Upstream } from '#test/support/upstream.ts';

const wholeNumber = z.string().regex(/^\d+$/);
const value = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ boolValue: z.boolean() }),
  z.strictObject({ intValue: wholeNumber }),
  z.strictObject({ doubleValue: z.number() }),
  z.strictObject({ arrayValue: z.strictObject({ values: z.array(z.strictObject({ stringValue: z.string() })) }) }),
]);
const attributes = z.array(z.strictObject({ key: z.string().min(1), value }));
const resource = z.strictObject({ attributes });
const scope = z.strictObject({ name: z.string() });
const spanShape = z.strictObject({
  traceId: z.string().regex(/^[\da-f]{32}$/),
  spanId: z.string().regex(/^[\da-f]{16}$/),
  parentSpanId: z
    .string()
    .regex(/^[\da-f]{16}$/)
    .optional(),
  traceState: z.string().optional(),
  name: z.string(),
  kind: z.int(),
  startTimeUnixNano: wholeNumber,
  endTimeUnixNano: wholeNumber,
  attributes,
  status: z.strictObject({ code: z.int().optional(), message: z.string().optional() }),
});
/** The messages of opentelemetry-proto in their JSON form; nothing else is taken. */
const tracesShape = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({ resource, scopeSpans: z.array(z.strictObject({ scope, spans: z.array(spanShape) })) }),
  ),
});
const pointShape = z.strictObject({
  attributes,
  startTimeUnixNano: wholeNumber,
  timeUnixNano: wholeNumber,
  count: wholeNumber,
  sum: z.number(),
  min: z.number(),
  max: z.number(),
  bucketCounts: z.array(wholeNumber),
  explicitBounds: z.array(z.number()),
});
const metricsShape = z.strictObject({
  resourceMetrics: z.array(
    z.strictObject({
      resource,
      scopeMetrics: z.array(
        z.strictObject({
          scope,
          metrics: z.array(
            z.strictObject({
              name: z.string(),
              description: z.string(),
              unit: z.string(),
              histogram: z.strictObject({ aggregationTemporality: z.literal(2), dataPoints: z.array(pointShape) }),
            }),
          ),
        }),
      ),
    }),
  ),
});

type Span = z.infer<typeof spanShape>;

async function openReceiver(context: TestContext) {
  const receiver = await createUpstream();
  context.after(receiver.close);
  receiver.on(() => json(200, {}));
  return receiver;
}

function spansOf({ requests }: Upstream): Span[] {
  return requests
    .filter(({ path }) => path === '/v1/traces')
    .flatMap(({ body }) => tracesShape.parse(body).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
}

/** Of the newest report, since each has all. */
function metricsOf({ requests }: Upstream) {
  const last = requests.findLast(({ path }) => path === '/v1/metrics');
  const metrics = last ? metricsShape.parse(last.body).resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics) : [];
  return new Map(metrics.flatMap((one) => one.metrics).map((metric) => [metric.name, metric.histogram.dataPoints]));
}

function plain(given: z.infer<typeof attributes>): Record<string, unknown> {
  return Object.fromEntries(
    given.map(({ key, value: one }) => {
      if ('intValue' in one) return [key, Number(one.intValue)];
      if ('arrayValue' in one) return [key, one.arrayValue.values.map(({ stringValue }) => stringValue)];
      return [key, Object.values(one)[0]];
    }),
  );
}

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';

test('calls by every door arrive as spans and metrics, in the trace of their caller', async (context) => {
  const receiver = await openReceiver(context);
  const config = { endpoint: receiver.url, allowPrivateNetwork: true, interval: 'PT0.1S' };
  const headers = [{ name: 'Authorization', value: 'Bearer {{OTLP}}' }];
  const plugins = [{ name: 'traces', config: { opentelemetry: { ...config, headers } } }];
  const gateway = await startWatched(context, plugins, { GATEHOUSE_PLUGIN_SECRET_OTLP: 'receiver-token' });
  for (const way of WAYS) {
    const answer = await gateway.call(way, { traceparent: `00-${TRACE}-${PARENT}-01`, tracestate: 'vendor=1' });
    assert.doesNotMatch(answer, /error|ChatFailed/i);
  }
  await until(() => spansOf(receiver).length >= 8);
  const spans = spansOf(receiver);
  const calls = spans.filter(({ kind }) => kind === 2);
  assert.equal(calls.length, WAYS.length);
  for (const [index, call] of calls.entries()) {
    assert.deepEqual([call.traceId, call.parentSpanId, call.traceState], [TRACE, PARENT, 'vendor=1']);
    assert.equal(call.name, 'chat smart');
    const facts = plain(call.attributes);
    assert.equal(facts['gen_ai.operation.name'], 'chat');
    assert.equal(facts['gen_ai.request.model'], 'smart');
    assert.equal(facts['gen_ai.response.model'], 'vendor-large-2026');
    assert.equal(facts['gen_ai.usage.input_tokens'], 3);
    assert.equal(facts['gen_ai.usage.output_tokens'], 2);
    assert.deepEqual(facts['gen_ai.response.finish_reasons'], ['stop']);
    assert.equal(facts['gatehouse.route'], 'test');
    assert.ok(BigInt(call.endTimeUnixNano) >= BigInt(call.startTimeUnixNano));
    const child = spans.find(({ parentSpanId }) => parentSpanId === call.spanId);
    assert.ok(child);
    assert.deepEqual([child.traceId, child.kind, child.name], [TRACE, 3, 'chat vendor-1']);
    assert.equal(plain(child.attributes)['gen_ai.usage.output_tokens'], 2);
    const sent = gateway.vendor.requests[index]?.headers;
    assert.equal(sent?.traceparent, `00-${TRACE}-${child.spanId}-01`);
    assert.equal(sent?.tracestate, 'vendor=1');
  }
  const tokens = () => metricsOf(receiver).get('gen_ai.client.token.usage') ?? [];
  const sumOf = (type: string) => tokens().find((one) => plain(one.attributes)['gen_ai.token.type'] === type)?.sum;
  await until(() => sumOf('input') === 12);
  assert.equal(sumOf('output'), 8);
  const [durations] = metricsOf(receiver).get('gen_ai.client.operation.duration') ?? [];
  assert.equal(durations?.count, '4');
  assert.equal(durations.bucketCounts.length, durations.explicitBounds.length + 1);
  assert.equal(
    durations.bucketCounts.reduce((sum, count) => sum + Number(count), 0),
    4,
  );
  for (const { headers: given } of receiver.requests) {
    assert.equal(given.authorization, 'Bearer receiver-token');
    assert.equal(given['content-type'], 'application/json');
  }
  console.log(`${spans.length} spans and ${metricsOf(receiver).size} metrics arrived`);
});

test('each attempt is a span, the failed one with its error', async (context) => {
  const receiver = await openReceiver(context);
  const config = { endpoint: receiver.url, allowPrivateNetwork: true, interval: 'PT0.1S', metrics: false };
  const gateway = await startWatched(context, [{ name: 'traces', config: { opentelemetry: config } }]);
  const providerId = gateway.ids.provider;
  const targets = [
    { name: 'broken', providerId, upstreamModel: 'vendor-0', priority: 0 },
    { name: 'good', providerId, upstreamModel: 'vendor-1', priority: 1 },
  ];
  const seen = { id: gateway.ids.model, revision: 1 };
  succeeded(await change(gateway, 'modelUpdate', updateOf('model', seen, { targets }), 'model { id }'));
  gateway.vendor.on((_request, index) => (index === 0 ? json(503, { error: { message: 'Overloaded' } }) : sse(STREAM)));
  await gateway.call('http-stream');
  await until(() => spansOf(receiver).length >= 3);
  const [call, first, second] = spansOf(receiver);
  assert.equal(call?.parentSpanId, undefined);
  assert.deepEqual([first?.parentSpanId, second?.parentSpanId], [call?.spanId, call?.spanId]);
  assert.deepEqual([first?.name, first?.status.code], ['chat vendor-0', 2]);
  assert.equal(plain(first?.attributes ?? [])['error.type'], 'PROVIDER_UNAVAILABLE');
  assert.equal(plain(first?.attributes ?? [])['http.response.status_code'], 503);
  assert.deepEqual([second?.name, second?.status.code], ['chat vendor-1', undefined]);
  const sent = gateway.vendor.requests.map(({ headers }) => String(headers.traceparent).split('-')[2]);
  assert.deepEqual(sent, [first?.spanId, second?.spanId]);
  assert.ok(receiver.requests.every(({ path }) => path === '/v1/traces'));
});

test('a trace that its caller does not sample is handed on and not sent', async (context) => {
  const receiver = await openReceiver(context);
  const bench = createBench();
  const config = { endpoint: receiver.url, allowPrivateNetwork: true, interval: '100ms', metrics: false };
  const chain = [bindPlugin(opentelemetry, config, bench.tools('traces'))];
  await callThrough({ bench, chain, headers: { traceparent: `00-${TRACE}-${PARENT}-00` } });
  await callThrough({ bench, chain, answer: new GatewayError('PROVIDER_RATE_LIMITED') });
  await until(() => spansOf(receiver).length > 0);
  const spans = spansOf(receiver);
  const [only] = spans;
  assert.deepEqual([...new Set(spans.map(({ traceId }) => traceId))], [only?.traceId]);
  assert.notEqual(only?.traceId, TRACE);
  assert.equal(plain(only?.attributes ?? [])['error.type'], 'PROVIDER_RATE_LIMITED');
  assert.deepEqual(only?.status, { code: 2, message: 'PROVIDER_RATE_LIMITED' });
});

test('asks a receiver again that is not ready, and counts what does not fit', async (context) => {
  const receiver = await openReceiver(context);
  receiver.on((_request, index) => (index < 2 ? json(503, {}, { 'retry-after': '0' }) : json(200, {})));
  const bench = createBench();
  const config = { endpoint: receiver.url, allowPrivateNetwork: true, interval: '100ms', metrics: false, queue: 2 };
  const chain = [bindPlugin(opentelemetry, config, bench.tools('traces'))];
  for (let count = 0; count < 5; count += 1) await callThrough({ bench, chain });
  await until(() => receiver.requests.length === 3);
  const bodies = receiver.requests.map(({ body }) => JSON.stringify(body));
  assert.equal(new Set(bodies).size, 1);
  assert.ok(bench.logged.some(({ message }) => message === 'An outbox dropped items.'));
});

test('reads a traceparent as the recommendation says', () => {
  const good = `00-${TRACE}-${PARENT}-01`;
  assert.deepEqual(readTraceContext(good, undefined), { traceId: TRACE, parentId: PARENT, sampled: true });
  assert.equal(readTraceContext(`cc-${TRACE}-${PARENT}-00-more`, undefined)?.sampled, false);
  for (const bad of [
    undefined,
    '',
    `ff-${TRACE}-${PARENT}-01`,
    `00-${TRACE}-${PARENT}-01-more`,
    `00-${'0'.repeat(32)}-${PARENT}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    good.toUpperCase(),
  ])
    assert.equal(readTraceContext(bad, 'a=1'), undefined);
});

test('refuses a configuration whose secret nobody set', () => {
  const bench = createBench();
  const config = { endpoint: 'http://127.0.0.1:4318', headers: [{ name: 'x', value: '{{NOBODY}}' }] };
  assert.throws(() => bindPlugin(opentelemetry, config, bench.tools('traces')), /no secret "NOBODY"/);
});
