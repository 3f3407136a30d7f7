/** What an administrator can say about the judging of answers. */
import { z } from 'zod';

export const llmJudgeConfig = z.strictObject({
  model: z.string().min(1).max(100).describe('Name of the model in this gateway that judges.'),
  rubric: z
    .string()
    .min(1)
    .max(10_000)
    .default('The answer is right, answers what was asked, and is as short as it can be.')
    .describe('What a good answer is.'),
  sample: z.number().min(0).max(1).default(0.1).describe('Share of calls whose answers are judged, from 0 to 1.'),
  warnBelow: z.number().min(0).max(1).default(0).describe('Score below which the line in the log is a warning.'),
  reason: z
    .boolean()
    .default(false)
    .describe("Whether the judge's reason is written to the log too; it may quote the prompt and the answer."),
  maxContentLength: z
    .int()
    .min(100)
    .max(1_000_000)
    .default(20_000)
    .describe('Most characters of the prompt and of the answer that the judge reads; of the prompt the last ones.'),
  atOnce: z
    .int()
    .min(1)
    .max(100)
    .default(4)
    .describe('Most judgements at the same time; calls that end meanwhile are not judged.'),
});

export type LlmJudgeConfig = z.infer<typeof llmJudgeConfig>;
