/** What an administrator can say about prompts that callers fill in. */
import { z } from 'zod';

const name = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/, 'Give letters, digits, "-" and "_", a letter first.');

const variable = z.strictObject({
  name: name.describe('What stands between two braces in the texts: "{{name}}".'),
  type: z.enum(['text', 'number', 'integer', 'boolean', 'choice']).default('text').describe('What a value has to be.'),
  maxLength: z.int().min(1).max(100_000).default(2_000).describe('Most characters of a text.'),
  values: z
    .array(z.string().min(1).max(200))
    .max(200)
    .default([])
    .describe('What there is to choose from; for "choice" alone.'),
  default: z.string().max(2_000).optional().describe('Stands where the caller gives no value; needed where absent.'),
});

const template = z.strictObject({
  name: name.describe('By which callers ask for it.'),
  messages: z
    .array(
      z.strictObject({
        role: z.enum(['system', 'user', 'assistant']).default('user').describe('Who says it.'),
        content: z.string().min(1).max(100_000).describe('The text, with variables as "{{name}}".'),
      }),
    )
    .min(1)
    .max(50)
    .describe('The messages that stand in place of the name, in order.'),
  variables: z.array(variable).max(50).default([]).describe('Every variable of the texts.'),
});

export const promptTemplateConfig = z.strictObject({
  templates: z.array(template).min(1).max(200).describe('The prompts, each with its variables.'),
  others: z
    .enum(['pass', 'refuse'])
    .default('pass')
    .describe('What happens to messages of the caller that name no template.'),
});

export type PromptTemplateConfig = z.infer<typeof promptTemplateConfig>;
export type Template = PromptTemplateConfig['templates'][number];
export type Variable = Template['variables'][number];
