/** What an administrator can say about changes of requests. */
import { z } from 'zod';
import { operations } from '#plugins/rewrite/operation-fields.ts';

export const requestTransformerConfig = z.strictObject({
  operations: operations.max(100).default([]).describe('Changes of the settings of the request, in order.'),
  model: z.string().min(1).max(100).optional().describe('Name of a model that rewrites what the user said last.'),
  instruction: z.string().min(1).max(20_000).optional().describe('How that model is to rewrite it.'),
});

export type RequestTransformerConfig = z.infer<typeof requestTransformerConfig>;
