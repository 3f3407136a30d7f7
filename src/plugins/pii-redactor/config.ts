/** What an administrator can say about personal data in prompts and answers. */
import { z } from 'zod';

export const ENTITY_TYPES = ['email', 'phone', 'card', 'iban', 'national-id', 'ip-address', 'secret', 'name'] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

export const piiRedactorConfig = z
  .strictObject({
    detect: z
      .array(z.enum(ENTITY_TYPES))
      .min(1)
      .max(ENTITY_TYPES.length)
      .default(['email', 'phone', 'card', 'iban', 'national-id', 'ip-address', 'secret'])
      .describe('What to look for; names are found only where they are listed in names.'),
    names: z
      .array(
        z
          .string()
          .min(2)
          .max(80)
          .regex(/^[^"\\[\]]+$/, 'A name has no quotes, brackets or backslashes.'),
      )
      .max(10_000)
      .default([])
      .describe('Names of people, customers or projects to treat as personal, whatever their capitals.'),
    action: z
      .enum(['mask', 'replace', 'block', 'flag'])
      .default('mask')
      .describe(
        'Mask puts a placeholder that the answer is restored from, replace one that nothing is restored from, block refuses the call, flag only reports.',
      ),
    stages: z
      .array(z.enum(['request', 'response']))
      .min(1)
      .max(2)
      .default(['request', 'response'])
      .describe('Where to look: in what the caller sends, in what the model answers, or in both.'),
  })
  .superRefine(({ detect, names }, context) => {
    if (detect.includes('name') && names.length === 0)
      context.addIssue({ code: 'custom', path: ['names'], message: 'List the names, since detect has "name".' });
    if (!detect.includes('name') && names.length > 0)
      context.addIssue({ code: 'custom', path: ['detect'], message: 'Add "name", since names are listed.' });
  });

export type PiiRedactorConfig = z.infer<typeof piiRedactorConfig>;
