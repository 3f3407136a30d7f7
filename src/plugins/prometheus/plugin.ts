/** Counts calls, tokens and times for Prometheus, which reads them at `/metrics`. */
import { definePlugin, type Outcome, type PluginContext, type PluginHooks } from '#core/plugin.ts';
import type { MetricLabels } from '#core/ports.ts';
import { LABELS, type Label, type PrometheusConfig, prometheusConfig } from '#plugins/prometheus/config.ts';

/** Seconds: models answer within fractions of one or within minutes. */
const BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

export const prometheus = definePlugin<PrometheusConfig>({
  id: 'prometheus',
  title: 'Prometheus',
  summary: 'Counts calls, tokens and times for Prometheus, which reads them at /metrics.',
  stage: 'observe',
  merge: 'replace',
  operations: ['chat', 'embedding'],
  config: prometheusConfig,
  example: { labels: ['route', 'model', 'provider'] },
  onFailure: 'open',

  compile({ labels: chosen }, { metrics }): PluginHooks {
    const calls = metrics.counter({
      name: 'gatehouse_calls_total',
      help: 'Calls that ended, by outcome: ok or the code of the error.',
      labels: [...LABELS, 'outcome'],
    });
    const tokens = metrics.counter({
      name: 'gatehouse_tokens_total',
      help: 'Tokens of prompts and answers, by type.',
      labels: [...LABELS, 'type'],
    });
    const durations = metrics.histogram({
      name: 'gatehouse_call_duration_seconds',
      help: 'From the arrival of a call to its end.',
      labels: LABELS,
      buckets: BUCKETS,
    });
    const firstTokens = metrics.histogram({
      name: 'gatehouse_time_to_first_token_seconds',
      help: 'From the arrival of a call to the first piece of its answer.',
      labels: LABELS,
      buckets: BUCKETS,
    });

    return {
      onSettled(context, outcome) {
        const labels = labelsOf(context, outcome, chosen);
        const { result, error, firstTokenMs, durationMs } = outcome;
        calls.add(1, { ...labels, outcome: error?.code ?? 'ok' });
        durations.observe(durationMs / 1_000, labels);
        if (firstTokenMs !== undefined) firstTokens.observe(firstTokenMs / 1_000, labels);
        const { inputTokens = 0, outputTokens = 0 } = result?.usage ?? {};
        if (inputTokens > 0) tokens.add(inputTokens, { ...labels, type: 'input' });
        if (outputTokens > 0) tokens.add(outputTokens, { ...labels, type: 'output' });
      },
    };
  },
});

/** An empty label is one that is not there. */
function labelsOf(context: PluginContext, { target }: Outcome, chosen: readonly Label[]): MetricLabels {
  const { caller, door, model, route } = context;
  const values: Readonly<Record<Label, string>> = {
    route: route?.name ?? '',
    model: model.name,
    provider: target?.provider ?? '',
    consumer: caller.type === 'anonymous' ? '' : caller.consumer.name,
    door,
  };
  return Object.fromEntries(LABELS.map((label) => [label, chosen.includes(label) ? values[label] : '']));
}
