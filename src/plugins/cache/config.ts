/** What an administrator can say about remembered answers. */
import { z } from 'zod';
import { durationField } from '#core/config/duration-field.ts';
import { SHARING } from '#plugins/reuse/partition.ts';

export const cacheConfig = z.strictObject({
  ttl: durationField({ atLeastMs: 1_000, atMostMs: 31 * 86_400_000 })
    .default('5m')
    .describe('How long an answer is kept, such as "30s", "5m" or "PT1H".'),
  sharedBy: z
    .enum(SHARING)
    .default('consumer')
    .describe(
      'Who gets answers that another call was given; anonymous callers share by route unless it is the workspace.',
    ),
  waitAtMost: durationField({ atLeastMs: 0, atMostMs: 3_600_000 })
    .default('1m')
    .describe('How long a call waits for an equal one that is being answered before it asks itself; "0s" never waits.'),
  charge: z
    .enum(['nothing', 'as-asked'])
    .default('nothing')
    .describe('What limits count for a kept answer: nothing, or the tokens and cost of when it was made.'),
  pace: z
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe('Tokens a second in which a kept answer is streamed; in one piece where absent.'),
});

export type CacheConfig = z.infer<typeof cacheConfig>;
