/** What an administrator can say about a rate limit. */
import { z } from 'zod';
import { durationField } from '#core/config/duration-field.ts';

const HEADER_NAME = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;

export const rateLimitConfig = z
  .strictObject({
    unit: z
      .enum(['requests', 'tokens'])
      .default('requests')
      .describe('What is counted: calls, or the tokens of prompts and answers.'),
    limit: z.int().min(1).max(1_000_000_000).describe('How much may pass in one window.'),
    window: durationField({ atLeastMs: 1_000, atMostMs: 31 * 86_400_000 })
      .default('1m')
      .describe('Length of the sliding window, such as "30s", "1m" or "PT1H".'),
    per: z
      .enum(['key', 'consumer', 'route', 'address', 'header', 'all'])
      .default('key')
      .describe('What gets a counter of its own; a caller without it is counted by its network address.'),
    header: z
      .string()
      .max(100)
      .regex(HEADER_NAME, 'Give the name of a header in lower case.')
      .optional()
      .describe('Name of the request header whose value gets a counter of its own; needed with per "header" only.'),
  })
  .superRefine(({ per, header }, context) => {
    if (per === 'header' && header === undefined) {
      context.addIssue({ code: 'custom', path: ['header'], message: 'Name the header, since per is "header".' });
    }
    if (per !== 'header' && header !== undefined) {
      context.addIssue({ code: 'custom', path: ['header'], message: `Leave it out, since per is "${per}".` });
    }
  });

export type RateLimitConfig = z.infer<typeof rateLimitConfig>;
