/** What an administrator can say about the service that judges calls. */
import { z } from 'zod';
import { durationField } from '#core/config/duration-field.ts';
import { headersField, privateNetworkField, urlField } from '#plugins/delivery/destination-fields.ts';

export const httpHookConfig = z.strictObject({
  url: urlField().describe('Address of the service; it is sent a POST for each judgement.'),
  secret: z
    .string()
    .regex(/^[A-Z0-9_]{1,100}$/, 'Capital letters, digits and underscores.')
    .describe('End of the name of the environment variable with the signing secret: GATEHOUSE_PLUGIN_SECRET_<this>.'),
  headers: headersField,
  stages: z
    .array(z.enum(['request', 'response']))
    .min(1)
    .max(2)
    .default(['request', 'response'])
    .describe('What the service judges: what the caller sends, what the model answers, or both.'),
  timeout: durationField({ atLeastMs: 10, atMostMs: 60_000 })
    .default('3s')
    .describe('Longest time that one judgement may take; it has to be shorter than the time limit of the chain entry.'),
  allowPrivateNetwork: privateNetworkField,
});

export type HttpHookConfig = z.infer<typeof httpHookConfig>;
