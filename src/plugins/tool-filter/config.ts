/** What an administrator can say about tools. */
import { z } from 'zod';

const patterns = (about: string) => z.array(z.string().min(1).max(128)).max(500).default([]).describe(about);

const addedTool = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'Use letters, digits, underscores and hyphens only, at most 64.')
    .describe('Name by which the model calls it.'),
  description: z.string().max(10_000).optional().describe('What it does and when to use it, for the model.'),
  inputSchema: z
    .record(z.string(), z.json())
    .optional()
    .describe('JSON Schema of what it is called with; nothing where it is absent.'),
});

export const toolFilterConfig = z
  .strictObject({
    allow: patterns(
      'Names of tools that may be offered and called, with "*" for any characters; all where it is empty.',
    ),
    deny: patterns('Names of tools that may not, with "*" for any characters, also where they are allowed.'),
    offered: z
      .enum(['drop', 'refuse'])
      .default('drop')
      .describe('What happens to a request that offers another tool: the tool is left out, or the call is refused.'),
    called: z
      .enum(['drop', 'refuse'])
      .default('drop')
      .describe('What happens to an answer that calls another tool: the call is left out, or the rest is refused.'),
    add: z
      .array(addedTool)
      .max(100)
      .default([])
      .describe('Tools that are offered with every request, in place of ones of the same name; the caller runs them.'),
  })
  .superRefine(({ allow, deny, add }, context) => {
    if (allow.length + deny.length + add.length === 0)
      context.addIssue({ code: 'custom', message: 'Give at least one tool to allow, to deny or to add.' });
    const names = add.map(({ name }) => name);
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) === index) continue;
      context.addIssue({ code: 'custom', path: ['add', index, 'name'], message: `There is another tool ${name}.` });
    }
  });

export type ToolFilterConfig = z.infer<typeof toolFilterConfig>;
