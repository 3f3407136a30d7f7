/** What an administrator can say about conversations that grow too long. */
import { z } from 'zod';

export const promptCompressorConfig = z.strictObject({
  maxTokens: z
    .int()
    .min(100)
    .max(10_000_000)
    .default(8_000)
    .describe('Most tokens of a prompt by estimate, tools included; below it nothing is touched.'),
  how: z
    .enum(['drop-oldest', 'summarise'])
    .default('drop-oldest')
    .describe('What becomes of the oldest part: it is dropped, or a model sums it up.'),
  model: z.string().min(1).max(100).optional().describe('Name of the model that sums up; needed for "summarise".'),
  summaryTokens: z
    .int()
    .min(20)
    .max(10_000)
    .default(400)
    .describe('Room that is kept for the summary, and its most tokens.'),
  tooLong: z
    .enum(['pass', 'refuse'])
    .default('pass')
    .describe('What happens where instructions and the last turn alone are above the limit.'),
});

export type PromptCompressorConfig = z.infer<typeof promptCompressorConfig>;
