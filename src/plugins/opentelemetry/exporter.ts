/** Hands spans and metrics to a receiver of OTLP over HTTP. */
import { durationMs } from '#core/config/duration-field.ts';
import { isJsonObject, parseJson } from '#core/json.ts';
import type { PluginTools } from '#core/plugin.ts';
import type { HttpReply, Receipt } from '#core/ports.ts';
import { filledHeaders } from '#plugins/delivery/fill-secrets.ts';
import { judgeReply } from '#plugins/delivery/judge-reply.ts';
import type { OpentelemetryConfig } from '#plugins/opentelemetry/config.ts';
import { createHistograms, type Histograms } from '#plugins/opentelemetry/histograms.ts';
import { encodeMetrics, encodeSpans, type Span } from '#plugins/opentelemetry/otlp.ts';
import { randomId } from '#plugins/opentelemetry/trace-context.ts';

export interface Exporter {
  send(spans: readonly Span[]): void;
  readonly histograms: Histograms;
  /** Sends the histograms as they stand at the end of the interval. */
  measured(): void;
}

const BATCH = 512;
const TRIES = 6;
const TIMEOUT_MS = 10_000;

export function createExporter(config: OpentelemetryConfig, tools: PluginTools): Exporter {
  const { endpoint, allowPrivateNetwork, serviceName, queue } = config;
  const { name, clock, http, log, openOutbox, keep } = tools;
  const headers = { 'content-type': 'application/json', ...filledHeaders(config.headers, tools) };
  const base = endpoint.replace(/\/+$/, '');
  const intervalMs = durationMs(config.interval);
  const instanceId = keep('instance', () => randomId(16));
  const histograms = keep('histograms', () => createHistograms(clock.now()));
  const resource = { serviceName, instanceId };
  let isWaiting = false;

  const post = async (path: string, body: string): Promise<Receipt> => {
    const url = `${base}${path}`;
    const reply = await http.send({ method: 'POST', url, headers, body, timeoutMs: TIMEOUT_MS, allowPrivateNetwork });
    const rejected = rejectionOf(reply);
    if (rejected) log.warn('The receiver of OTLP rejected a part.', { plugin: name, ...rejected });
    return judgeReply(reply, clock.now());
  };

  const box = { intervalMs, maxTries: TRIES };
  const spans = openOutbox<Span>({
    ...box,
    name: `${name} spans`,
    batchSize: BATCH,
    capacity: queue,
    send: (batch) => post('/v1/traces', encodeSpans(batch, resource)),
  });
  // One reminder at a time: what is sent is the sum of all calls, so a lost one loses nothing.
  const reminders = openOutbox<true>({
    ...box,
    name: `${name} metrics`,
    batchSize: 2,
    capacity: 2,
    send() {
      isWaiting = false;
      return post('/v1/metrics', encodeMetrics(histograms.encode(clock.now()), resource));
    },
  });

  return {
    histograms,
    send(given) {
      for (const span of given) spans.add(span);
    },
    measured() {
      if (isWaiting) return;
      isWaiting = true;
      reminders.add(true);
    },
  };
}

/** `partialSuccess` of https://opentelemetry.io/docs/specs/otlp/#partial-success */
function rejectionOf({ headers, body }: HttpReply) {
  if (!headers['content-type']?.startsWith('application/json')) return undefined;
  const parsed = parseJson(body);
  const partial = isJsonObject(parsed) ? parsed.partialSuccess : undefined;
  if (!isJsonObject(partial)) return undefined;
  const count = Number(partial.rejectedSpans ?? partial.rejectedDataPoints ?? 0);
  return count > 0 ? { count, reason: String(partial.errorMessage ?? '').slice(0, 500) } : undefined;
}
