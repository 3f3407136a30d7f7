/** What an administrator can say about the numbers that Prometheus collects. */
import { z } from 'zod';

export const LABELS = ['route', 'model', 'provider', 'consumer', 'door'] as const;
export type Label = (typeof LABELS)[number];

export const prometheusConfig = z.strictObject({
  labels: z
    .array(z.enum(LABELS))
    .max(LABELS.length)
    .default(['route', 'model', 'provider'])
    .describe('What tells the numbers apart; every combination that occurs is a series of its own.'),
});

export type PrometheusConfig = z.infer<typeof prometheusConfig>;
