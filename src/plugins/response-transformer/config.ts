/** What an administrator can say about changes of answers. */
import { z } from 'zod';
import { operations } from '#plugins/rewrite/operation-fields.ts';

export const responseTransformerConfig = z.strictObject({
  operations: operations.max(100).default([]).describe('Changes of an answer whose text is JSON, in order.'),
  notJson: z
    .enum(['pass', 'refuse'])
    .default('pass')
    .describe('What happens to an answer that should be changed and is no JSON.'),
  model: z.string().min(1).max(100).optional().describe('Name of a model that rewrites the text of the answer.'),
  instruction: z.string().min(1).max(20_000).optional().describe('How that model is to rewrite it.'),
});

export type ResponseTransformerConfig = z.infer<typeof responseTransformerConfig>;
