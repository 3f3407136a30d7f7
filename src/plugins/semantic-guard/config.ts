/** What an administrator can say about the meaning of prompts and answers. */
import { z } from 'zod';

const examples = z.array(z.string().min(1).max(2_000)).max(500).default([]);

export const semanticGuardConfig = z
  .strictObject({
    model: z.string().min(1).max(100).describe('Name of the model in this gateway that makes the vectors.'),
    deny: examples.describe('Examples of what no text may mean.'),
    allow: examples.describe('Where not empty, every message and every answer must mean something like one of these.'),
    threshold: z
      .number()
      .min(0)
      .max(1)
      .default(0.6)
      .describe(
        'Cosine similarity from which on a text counts as like an example to deny; each model has its own scale.',
      ),
    allowThreshold: z
      .number()
      .min(0)
      .max(1)
      .default(0.4)
      .describe('Cosine similarity from which on a text counts as like an example to allow.'),
    action: z
      .enum(['block', 'replace', 'flag'])
      .default('block')
      .describe('What happens on a finding: refuse the call, replace the text, or only report it.'),
    replaceWith: z
      .string()
      .max(500)
      .default('[removed: not a subject of this service]')
      .describe('What stands in place of a replaced message or answer.'),
    stages: z
      .array(z.enum(['request', 'response']))
      .min(1)
      .max(2)
      .default(['request', 'response'])
      .describe('Where to look: in what the caller sends, in what the model answers, or in both.'),
    roles: z
      .array(z.enum(['user', 'tool']))
      .min(1)
      .max(2)
      .default(['user'])
      .describe('Whose messages are looked at in a request.'),
  })
  .superRefine(({ deny, allow }, context) => {
    if (deny.length + allow.length > 0) return;
    context.addIssue({ code: 'custom', path: ['deny'], message: 'Give at least one example to deny or to allow.' });
  });

export type SemanticGuardConfig = z.infer<typeof semanticGuardConfig>;
