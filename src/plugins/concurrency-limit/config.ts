/** What an administrator can say about calls that run at the same time. */
import { z } from 'zod';
import { durationField } from '#core/config/duration-field.ts';
import { checkPer, perFields } from '#plugins/identity/per-fields.ts';

export const concurrencyLimitConfig = z
  .strictObject({
    limit: z.int().min(1).max(100_000).describe('How many calls may be under way at the same time.'),
    ...perFields,
    queue: z
      .int()
      .min(0)
      .max(1_000)
      .default(10)
      .describe('How many more may wait for their turn; with 0 they are refused at once.'),
    wait: durationField({ atLeastMs: 1, atMostMs: 300_000 })
      .default('5s')
      .describe('How long a call waits for its turn before it is refused, such as "500ms" or "5s".'),
  })
  .superRefine(checkPer);

export type ConcurrencyLimitConfig = z.infer<typeof concurrencyLimitConfig>;
