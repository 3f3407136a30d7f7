/** What an administrator can say about patterns in prompts and answers. */
import { z } from 'zod';
import { longestWindow, patternProblem } from '#plugins/pattern-guard/pattern.ts';

const pattern = z.string().min(1).max(2_000);

const denyPattern = pattern.superRefine((text, context) => {
  const message = patternProblem(text, { mayBeEmpty: false });
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

const allowPattern = pattern.superRefine((text, context) => {
  const message = patternProblem(text, { mayBeEmpty: true });
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

export const patternGuardConfig = z
  .strictObject({
    deny: z
      .array(denyPattern)
      .max(500)
      .default([])
      .describe(
        'Patterns in RE2 syntax that no text may match anywhere; all texts of prompt and answer are looked at.',
      ),
    allow: z
      .array(allowPattern)
      .max(500)
      .default([])
      .describe('Where not empty, every user message and every answer must match one of these patterns in RE2 syntax.'),
    caseSensitive: z.boolean().default(false).describe('Whether capital and small letters are different.'),
    action: z
      .enum(['block', 'mask', 'flag'])
      .default('block')
      .describe('What happens on a finding: refuse the call, replace the text, or only report it.'),
    stages: z
      .array(z.enum(['request', 'response']))
      .min(1)
      .max(2)
      .default(['request', 'response'])
      .describe('Where to look: in what the caller sends, in what the model answers, or in both.'),
    maskWith: z.string().max(200).default('[masked]').describe('What stands in place of a masked text.'),
    maxMatchLength: z
      .int()
      .min(1)
      .max(100_000)
      .default(256)
      .describe(
        'Characters of an answer held back for a deny pattern without a longest match, such as one with + or *.',
      ),
  })
  .superRefine(({ deny, allow, maxMatchLength }, context) => {
    if (deny.length + allow.length === 0)
      context.addIssue({ code: 'custom', path: ['deny'], message: 'Give at least one pattern to deny or to allow.' });
    const most = longestWindow(deny);
    if (maxMatchLength <= most) return;
    const message = `Give at most ${most}, since a pattern is so large that more could not be looked through in time.`;
    context.addIssue({ code: 'custom', path: ['maxMatchLength'], message });
  });

export type PatternGuardConfig = z.infer<typeof patternGuardConfig>;
