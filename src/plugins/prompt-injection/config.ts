/** What an administrator can say about prompts that try to take over the model. */
import { z } from 'zod';

export const promptInjectionConfig = z.strictObject({
  threshold: z
    .number()
    .min(0.1)
    .max(1)
    .default(0.5)
    .describe('Score from which on a message counts as an attempt; each sign that is found adds to it.'),
  roles: z
    .array(z.enum(['user', 'tool']))
    .min(1)
    .max(2)
    .default(['user', 'tool'])
    .describe('Whose messages are looked at: what people write, and what tools bring in.'),
  action: z
    .enum(['block', 'replace', 'flag'])
    .default('block')
    .describe('What happens on an attempt: refuse the call, replace the message, or only report it.'),
  replaceWith: z
    .string()
    .max(500)
    .default('[removed: this text tried to give instructions]')
    .describe('What stands in place of a replaced message.'),
  judgeModel: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Name of a model that decides where there are signs but too few; without one they are let pass.'),
});

export type PromptInjectionConfig = z.infer<typeof promptInjectionConfig>;
