/** What an administrator can say about answers that are given again to questions of the same meaning. */
import { z } from 'zod';
import { durationField } from '#core/config/duration-field.ts';
import { SHARING } from '#plugins/reuse/partition.ts';

export const semanticCacheConfig = z.strictObject({
  model: z.string().min(1).max(100).describe('Name of the model that embeds the questions.'),
  threshold: z
    .number()
    .min(0.5)
    .max(1)
    .default(0.95)
    .describe('How alike two questions have to be to get the same answer: the cosine of their vectors.'),
  ttl: durationField({ atLeastMs: 1_000, atMostMs: 31 * 86_400_000 })
    .default('1h')
    .describe('How long an answer is kept, such as "30s", "5m" or "PT1H".'),
  sharedBy: z
    .enum(SHARING)
    .default('consumer')
    .describe(
      'Who gets answers that another call was given; anonymous callers share by route unless it is the workspace.',
    ),
  across: z
    .array(z.enum(['instructions', 'tools', 'models', 'settings']))
    .max(4)
    .default([])
    .describe('What may differ between two calls that get the same answer; nothing by default.'),
  sameNumbers: z
    .boolean()
    .default(true)
    .describe('Whether the numbers in two questions have to be the same: vectors hardly tell them apart.'),
  maxEntries: z
    .int()
    .min(1)
    .max(500)
    .default(100)
    .describe('Most answers that are kept for one setting of instructions, tools, model and earlier messages.'),
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

export type SemanticCacheConfig = z.infer<typeof semanticCacheConfig>;
