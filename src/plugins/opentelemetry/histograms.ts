/**
 * The two metrics of GenAI clients, added up since this process began to count.
 * https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/
 */
import type { JsonObject } from '#core/json.ts';
import type { Attributes } from '#plugins/opentelemetry/attributes.ts';
import { encodeAttributes, nanoseconds } from '#plugins/opentelemetry/otlp.ts';

export interface Histograms {
  record(metric: keyof typeof METRICS, value: number, attributes: Attributes): void;
  /** All series as they stand, at this time in milliseconds since 1970. */
  encode(now: number): JsonObject[];
}

const powers = (first: number, factor: number) => Array.from({ length: 14 }, (_, index) => first * factor ** index);

/** Bounds as the conventions advise. */
const METRICS = {
  tokens: {
    name: 'gen_ai.client.token.usage',
    description: 'Tokens of prompts and answers.',
    unit: '{token}',
    bounds: powers(1, 4),
  },
  duration: {
    name: 'gen_ai.client.operation.duration',
    description: 'From the arrival of a call to its end.',
    unit: 's',
    bounds: powers(0.01, 2),
  },
} as const;

/** More series of a metric are counted together, as https://opentelemetry.io/docs/specs/otel/metrics/sdk/#cardinality-limits says. */
const MOST_SERIES = 2_000;
const OVERFLOW = { 'otel.metric.overflow': true };
const CUMULATIVE = 2;

interface Series {
  readonly attributes: Attributes;
  readonly counts: number[];
  count: number;
  sum: number;
  min: number;
  max: number;
}

export function createHistograms(since: number): Histograms {
  const all = { tokens: new Map<string, Series>(), duration: new Map<string, Series>() };

  const seriesOf = (metric: keyof typeof METRICS, given: Attributes): Series => {
    const known = all[metric];
    const asked = JSON.stringify(given);
    const isFull = !known.has(asked) && known.size >= MOST_SERIES;
    const [key, attributes] = isFull ? ['', OVERFLOW] : [asked, given];
    const found = known.get(key);
    if (found) return found;
    const counts = new Array<number>(METRICS[metric].bounds.length + 1).fill(0);
    const made = { attributes, counts, count: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
    known.set(key, made);
    return made;
  };

  return {
    record(metric, value, attributes) {
      const series = seriesOf(metric, attributes);
      const { bounds } = METRICS[metric];
      const found = bounds.findIndex((bound) => value <= bound);
      const place = found === -1 ? bounds.length : found;
      series.counts[place] = (series.counts[place] ?? 0) + 1;
      series.count += 1;
      series.sum += value;
      series.min = Math.min(series.min, value);
      series.max = Math.max(series.max, value);
    },
    encode(now) {
      const times = { startTimeUnixNano: nanoseconds(since), timeUnixNano: nanoseconds(now) };
      return (['tokens', 'duration'] as const).flatMap((metric) => {
        const { bounds, ...facts } = METRICS[metric];
        const dataPoints = [...all[metric].values()].map((series) => ({ ...times, ...encodePoint(series, bounds) }));
        if (dataPoints.length === 0) return [];
        return [{ ...facts, histogram: { aggregationTemporality: CUMULATIVE, dataPoints } }];
      });
    },
  };
}

function encodePoint({ attributes, counts, count, sum, min, max }: Series, bounds: readonly number[]): JsonObject {
  return {
    attributes: encodeAttributes(attributes),
    count: String(count),
    sum,
    min,
    max,
    bucketCounts: counts.map(String),
    explicitBounds: [...bounds],
  };
}
