/** What an administrator can say about remembered answers. */
import { z } from 'zod';
import { durationField } from '#core/config/duration-field.ts';

export const cacheConfig = z.strictObject({
  ttl: durationField({ atLeastMs: 1_000, atMostMs: 31 * 86_400_000 })
    .default('5m')
    .describe('How long an answer is kept, such as "30s", "5m" or "PT1H".'),
  sharedBy: z
    .enum(['key', 'consumer', 'workspace'])
    .default('consumer')
    .describe(
      'Who gets answers that another call was given; anonymous callers share by route unless it is the workspace.',
    ),
});

export type CacheConfig = z.infer<typeof cacheConfig>;
