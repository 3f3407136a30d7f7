/** What an administrator can say about the log of calls. */
import { z } from 'zod';

export const requestLogConfig = z.strictObject({
  content: z
    .enum(['none', 'full'])
    .default('none')
    .describe('Whether prompts and answers are written too; "none" writes names, numbers and outcomes only.'),
  maxContentLength: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(2_000)
    .describe('Most characters of a prompt and of an answer that are written; the rest is cut off.'),
  sample: z.number().min(0).max(1).default(1).describe('Share of calls that are written, from 0 to 1.'),
});

export type RequestLogConfig = z.infer<typeof requestLogConfig>;
