/** Fields that every log of calls has. */
import { z } from 'zod';

export const callLogFields = {
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
} as const;

export interface CallLogConfig {
  readonly content: 'none' | 'full';
  readonly maxContentLength: number;
  readonly sample: number;
}
