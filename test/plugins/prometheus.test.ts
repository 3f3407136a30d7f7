/** The numbers that Prometheus reads, parsed as it would. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import parsePrometheus, { type Metric } from 'parse-prometheus-text-format';
import { GatewayError } from '#core/error/gateway-error.ts';
import { createMetrics } from '#observe/metrics.ts';
import { prometheus } from '#plugins/prometheus/plugin.ts';
import { change, named, succeeded } from '#test/graphql/admin-mutations.ts';
import { startQuickly } from '#test/graphql/quick-started.ts';
import { bindPlugin, callThrough, createBench, textResult } from '#test/plugins/chain.ts';

const sampleOf = (metrics: readonly Metric[], name: string, labels: Readonly<Record<string, string>>) =>
  metrics
    .find((metric) => metric.name === name)
    ?.metrics.find((sample) => Object.entries(labels).every(([key, value]) => sample.labels?.[key] === value));

test('counts calls by outcome, tokens by type, and times', async () => {
  const bench = createBench();
  const chain = [bindPlugin(prometheus, { labels: ['model', 'consumer'] }, bench.tools('metrics'))];
  const answer = { ...textResult('Hello'), usage: { inputTokens: 7, outputTokens: 3, estimated: false } };
  await callThrough({ bench, chain, answer });
  await callThrough({ bench, chain, answer });
  await callThrough({ bench, chain, answer: new GatewayError('PROVIDER_RATE_LIMITED') });
  const metrics = parsePrometheus(await bench.metrics.text());
  assert.equal(sampleOf(metrics, 'gatehouse_calls_total', { model: 'smart', outcome: 'ok' })?.value, '2');
  assert.equal(sampleOf(metrics, 'gatehouse_calls_total', { outcome: 'PROVIDER_RATE_LIMITED' })?.value, '1');
  assert.equal(sampleOf(metrics, 'gatehouse_tokens_total', { type: 'input' })?.value, '14');
  assert.equal(sampleOf(metrics, 'gatehouse_tokens_total', { type: 'output' })?.value, '6');
  const times = metrics.find(({ name }) => name === 'gatehouse_call_duration_seconds');
  assert.equal(times?.type, 'HISTOGRAM');
});

test('has a bound of series, whatever callers name', async () => {
  const page = createMetrics();
  const counter = page.counter({ name: 'things_total', help: 'Things.', labels: ['name'] });
  for (let index = 0; index < 5_000; index += 1) counter.add(1, { name: `n${index}` });
  const [metric] = parsePrometheus(await page.text());
  assert.equal(metric?.metrics.length, 2_001);
  assert.equal(sampleOf(metric ? [metric] : [], 'things_total', { name: 'other' })?.value, '3000');
});

test('GET /metrics shows them to administrators alone', async (context) => {
  const gateway = await startQuickly(context);
  const input = { ...named('Metrics'), config: { prometheus: {} } };
  const created = succeeded(
    await change(gateway, 'pluginCreate', { input: ['PluginCreateInput!', input] }, 'plugin { id }'),
  );
  const entries = [{ pluginId: created.plugin.id }];
  const scope = ['ChainScopeInput!', { workspace: true }] as const;
  succeeded(
    await change(
      gateway,
      'chainSet',
      { scope, expectedRevision: ['Revision!', 0], entries: ['[ChainEntryInput!]!', entries] },
      'chain { id }',
    ),
  );
  await gateway.call('Hello there');
  const url = `${gateway.adminUrl}/metrics`;
  const refused = await fetch(url);
  assert.equal(refused.status, 401);
  assert.ok(!(await refused.text()).includes('gatehouse_calls_total'));
  const answer = await fetch(url, { headers: { authorization: `Bearer ${gateway.adminToken}` } });
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/);
  const metrics = parsePrometheus(await answer.text());
  assert.equal(sampleOf(metrics, 'gatehouse_calls_total', { outcome: 'ok', route: 'test' })?.value, '1');
});
