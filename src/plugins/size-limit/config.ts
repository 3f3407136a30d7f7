/** What an administrator can say about how large a call may be. */
import { z } from 'zod';

const bound = (about: string, most = 1_000_000_000) => z.int().min(1).max(most).optional().describe(about);

const bounds = {
  bytes: bound('Most bytes of the whole prompt as JSON in UTF-8, with its tools, images and other media.'),
  characters: bound('Most characters of all messages together, images and other media aside.'),
  messages: bound('Most messages, or texts that are to be embedded.', 1_000_000),
  tools: bound('Most tools.', 100_000),
  promptTokens: bound('Most tokens of the prompt, by a rough count of its text and its tools.'),
  answerTokens: bound('Most tokens of one answer; a call that asks for no bound gets this one.'),
  choices: bound('Most alternative answers to one call.', 1_000),
};

const NAMES = Object.keys(bounds) as (keyof typeof bounds)[];

export const sizeLimitConfig = z
  .strictObject({
    ...bounds,
    excess: z
      .enum(['lower', 'refuse'])
      .default('lower')
      .describe('What happens to a call that asks for longer or more answers: it gets fewer, or it is refused.'),
  })
  .superRefine((config, context) => {
    if (NAMES.some((name) => config[name] !== undefined)) return;
    context.addIssue({ code: 'custom', message: `Set at least one of ${NAMES.join(', ')}.` });
  });

export type SizeLimitConfig = z.infer<typeof sizeLimitConfig>;
