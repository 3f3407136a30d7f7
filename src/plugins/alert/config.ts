/** What an administrator can say about being told that something goes wrong. */
import { z } from 'zod';
import { durationField } from '#core/config/duration-field.ts';
import { headersField, privateNetworkField, urlField } from '#plugins/delivery/destination-fields.ts';

export const alertConfig = z.strictObject({
  url: urlField().describe('Address of the webhook.'),
  secret: z
    .string()
    .regex(/^[A-Z0-9_]{1,100}$/, 'Give capital letters, digits and underscores.')
    .describe('End of the name of the environment variable with the signing secret: GATEHOUSE_PLUGIN_SECRET_<this>.'),
  headers: headersField,
  allowPrivateNetwork: privateNetworkField,
  measure: z
    .enum(['calls', 'errors', 'error-share', 'spend', 'tokens'])
    .default('error-share')
    .describe(
      'What is watched: calls, calls that failed, their percentage, dollars, or tokens of prompts and answers.',
    ),
  threshold: z
    .number()
    .min(0.000001)
    .max(1_000_000_000_000)
    .describe('Value within the window from which on an alert is sent, in calls, percent, dollars or tokens.'),
  window: durationField({ atLeastMs: 1_000, atMostMs: 31 * 86_400_000 })
    .default('5m')
    .describe('Length of the sliding window.'),
  per: z
    .enum(['all', 'consumer', 'key', 'route', 'model'])
    .default('all')
    .describe('What is watched apart from its like.'),
  atLeastCalls: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(20)
    .describe('Calls that the window has to have before a share of errors means anything; other measures ignore it.'),
  quiet: durationField({ atLeastMs: 1_000, atMostMs: 31 * 86_400_000 })
    .default('1h')
    .describe('How long nothing more is said of the same after an alert.'),
});

export type AlertConfig = z.infer<typeof alertConfig>;
