/** Counters and histograms of this process, in the text form that Prometheus reads. */
import { Counter, Histogram, Registry } from 'prom-client';
import type { MetricLabels, Metrics } from '#core/ports.ts';

export interface MetricsPage extends Metrics {
  readonly contentType: string;
  text(): Promise<string>;
}

/** Of one metric. Every combination of labels takes memory here and at the collector, so the rest is counted together. */
const MOST_SERIES = 2_000;
const REST = 'other';

export function createMetrics(): MetricsPage {
  const registry = new Registry();
  const known = new Map<string, Counter | Histogram>();
  const seen = new Map<string, Set<string>>();

  const bounded = (name: string, labels: MetricLabels): MetricLabels => {
    const series = seen.get(name) ?? new Set();
    seen.set(name, series);
    const key = JSON.stringify(labels);
    if (series.has(key)) return labels;
    if (series.size >= MOST_SERIES) return Object.fromEntries(Object.keys(labels).map((label) => [label, REST]));
    series.add(key);
    return labels;
  };

  const metric = <Kind extends Counter | Histogram>(name: string, make: () => Kind): Kind => {
    const found = known.get(name) ?? make();
    known.set(name, found);
    return found as Kind;
  };

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    counter({ name, help, labels }) {
      const counter = metric(name, () => new Counter({ name, help, labelNames: labels, registers: [registry] }));
      return { add: (amount, given) => counter.inc({ ...bounded(name, given) }, amount) };
    },
    histogram({ name, help, labels, buckets }) {
      const make = () =>
        new Histogram({ name, help, labelNames: labels, buckets: [...buckets], registers: [registry] });
      const histogram = metric(name, make);
      return { observe: (value, given) => histogram.observe({ ...bounded(name, given) }, value) };
    },
  };
}
