/** What an administrator can say about the log that is sent to a service. */
import { z } from 'zod';
import { durationField } from '#core/config/duration-field.ts';
import { callLogFields } from '#plugins/call-log/call-log-fields.ts';
import { headersField, privateNetworkField, urlField } from '#plugins/delivery/destination-fields.ts';

export const httpLogConfig = z.strictObject({
  url: urlField().describe('Address that is sent the lines by POST.'),
  headers: headersField,
  allowPrivateNetwork: privateNetworkField,
  format: z
    .enum(['json', 'json-lines'])
    .default('json')
    .describe('Whether a body is one JSON array, or one JSON object a line.'),
  ...callLogFields,
  batchSize: z.int().min(1).max(10_000).default(100).describe('Most calls in one request.'),
  interval: durationField({ atLeastMs: 10, atMostMs: 600_000 })
    .default('1s')
    .describe('How long a call waits for others.'),
  maxTries: z
    .int()
    .min(1)
    .max(20)
    .default(8)
    .describe('How often a request is sent before its calls are dropped; the pauses between grow to a minute.'),
  spoolBytes: z
    .int()
    .min(10_000)
    .max(1_000_000_000)
    .default(16_000_000)
    .describe('Most text that waits to be sent; more is dropped, and the log counts it.'),
});

export type HttpLogConfig = z.infer<typeof httpLogConfig>;
