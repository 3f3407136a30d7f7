/** Sends traces and metrics by the GenAI conventions of OpenTelemetry, and takes part in the traces of callers. */
import type { Attempt } from '#core/call-report.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import { definePlugin, type Outcome, type PluginContext, type PluginHooks } from '#core/plugin.ts';
import { attemptAttributes, callAttributes, commonAttributes, operationOf } from '#plugins/opentelemetry/attributes.ts';
import { type OpentelemetryConfig, opentelemetryConfig } from '#plugins/opentelemetry/config.ts';
import { createExporter } from '#plugins/opentelemetry/exporter.ts';
import type { Span } from '#plugins/opentelemetry/otlp.ts';
import {
  beginTrace,
  contextHeaders,
  randomId,
  readTraceContext,
  type TraceContext,
} from '#plugins/opentelemetry/trace-context.ts';

/** What is known of a call from its beginning on. */
interface Beginning {
  readonly trace: TraceContext;
  readonly spanId: string;
  /** By `keyOf`. */
  readonly attempts: Map<string, string>;
  readonly request: ChatRequest;
}

export const opentelemetry = definePlugin<OpentelemetryConfig>({
  id: 'opentelemetry',
  title: 'OpenTelemetry',
  summary: 'Sends traces and metrics by the GenAI conventions over OTLP, and takes part in the traces of callers.',
  stage: 'observe',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: opentelemetryConfig,
  example: { endpoint: 'http://127.0.0.1:4318', allowPrivateNetwork: true },
  onFailure: 'open',

  compile(config, tools): PluginHooks {
    const { traces, metrics, sample, followCaller, propagate } = config;
    if (!traces && !metrics) return {};
    const exporter = createExporter(config, tools);
    const begun = new WeakMap<PluginContext, Beginning>();

    return {
      ...(traces && {
        onRequest(context, request) {
          const followed =
            followCaller && readTraceContext(context.header('traceparent'), context.header('tracestate'));
          const trace = followed || beginTrace(sample);
          begun.set(context, { trace, spanId: randomId(8), attempts: new Map(), request });
          return { type: 'next', request };
        },
        ...(propagate && {
          onSend(context, target) {
            const beginning = begun.get(context);
            if (!beginning) return {};
            const spanId = randomId(8);
            beginning.attempts.set(keyOf(target.attempt, target.name), spanId);
            return contextHeaders(beginning.trace, spanId);
          },
        }),
      }),
      onSettled(context, outcome) {
        const beginning = begun.get(context);
        if (beginning?.trace.sampled) exporter.send(spansOf(context, outcome, beginning));
        if (!metrics) return;
        const attributes = commonAttributes(context, outcome);
        exporter.histograms.record('duration', outcome.durationMs / 1_000, attributes);
        const { inputTokens = 0, outputTokens = 0 } = outcome.result?.usage ?? {};
        const count = (type: string, tokens: number) => {
          if (tokens > 0) exporter.histograms.record('tokens', tokens, { ...attributes, 'gen_ai.token.type': type });
        };
        count('input', inputTokens);
        count('output', outputTokens);
        exporter.measured();
      },
    };
  },
});

function spansOf(context: PluginContext, outcome: Outcome, { trace, spanId, attempts, request }: Beginning): Span[] {
  const { traceId, parentId, state } = trace;
  const shared = { traceId, ...(state !== undefined && { state }) };
  const { error, durationMs } = outcome;
  const operation = operationOf(context);
  const call: Span = {
    ...shared,
    spanId,
    ...(parentId !== undefined && { parentId }),
    name: `${operation} ${context.model.name}`,
    kind: 'server',
    startedAt: context.startedAt,
    durationMs,
    attributes: callAttributes(context, outcome, request),
    ...(error && { failure: error.code }),
  };
  const children = outcome.attempts.map(
    (attempt): Span => ({
      ...shared,
      spanId: takeId(attempts, attempt),
      parentId: spanId,
      name: `${operation} ${attempt.upstreamModel}`,
      kind: 'client',
      startedAt: attempt.startedAt ?? context.startedAt,
      durationMs: attempt.durationMs,
      attributes: attemptAttributes(context, attempt),
      ...(attempt.errorCode !== undefined && { failure: attempt.errorCode }),
    }),
  );
  return [call, ...children];
}

/** The id that was sent along; other models that plugins asked were sent none. */
function takeId(attempts: Map<string, string>, { number, target }: Attempt): string {
  const key = keyOf(number, target);
  const known = attempts.get(key);
  attempts.delete(key);
  return known ?? randomId(8);
}

function keyOf(attempt: number, target: string): string {
  return `${attempt} ${target}`;
}
