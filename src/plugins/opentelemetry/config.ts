/** What an administrator can say about traces and metrics in the form of OpenTelemetry. */
import { z } from 'zod';
import { durationField } from '#core/config/duration-field.ts';
import { headersField, privateNetworkField, urlField } from '#plugins/delivery/destination-fields.ts';

export const opentelemetryConfig = z.strictObject({
  endpoint: urlField().describe(
    'Base address of a receiver of OTLP over HTTP; /v1/traces and /v1/metrics are added to it.',
  ),
  headers: headersField,
  allowPrivateNetwork: privateNetworkField,
  traces: z.boolean().default(true).describe('Whether spans are sent.'),
  metrics: z.boolean().default(true).describe('Whether metrics are sent.'),
  serviceName: z.string().min(1).max(200).default('gatehouse').describe('Name of this gateway in what is sent.'),
  sample: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('Share of traces that are sent, from 0 to 1; where a trace is followed, its own decision holds.'),
  followCaller: z
    .boolean()
    .default(true)
    .describe('Whether a call with a traceparent header becomes part of the trace that the header names.'),
  propagate: z
    .boolean()
    .default(true)
    .describe('Whether providers are sent a traceparent header, so that their spans join the trace.'),
  interval: durationField({ atLeastMs: 100, atMostMs: 600_000 })
    .default('5s')
    .describe('How long spans wait for others, and how often metrics are sent while calls come in.'),
  queue: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(10_000)
    .describe('Most spans that wait to be sent; more are dropped, and the log counts them.'),
});

export type OpentelemetryConfig = z.infer<typeof opentelemetryConfig>;
