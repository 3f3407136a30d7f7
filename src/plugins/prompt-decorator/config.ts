/** What an administrator can say about messages that are put around a conversation. */
import { z } from 'zod';

const decoratorMessage = z.strictObject({
  role: z.enum(['system', 'developer', 'user', 'assistant']).describe('Who speaks.'),
  content: z.string().min(1).max(100_000).describe('The text of the message.'),
});

export type DecoratorMessage = z.infer<typeof decoratorMessage>;

export const promptDecoratorConfig = z
  .strictObject({
    prepend: z.array(decoratorMessage).max(50).default([]).describe('Messages put before all others, in this order.'),
    append: z.array(decoratorMessage).max(50).default([]).describe('Messages put after all others, in this order.'),
  })
  .superRefine(({ prepend, append }, context) => {
    if (prepend.length + append.length > 0) return;
    context.addIssue({ code: 'custom', path: ['prepend'], message: 'Give at least one message to prepend or append.' });
  });

export type PromptDecoratorConfig = z.infer<typeof promptDecoratorConfig>;
