/** Any other server that speaks OpenAI's chat dialect, hosted or one's own. */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';
import { openaiEmbeddings } from '#providers/dialect/openai-embeddings/dialect.ts';

const options = z.strictObject({
  maxTokensField: z
    .enum(['max_tokens', 'max_completion_tokens'])
    .default('max_tokens')
    .describe('Name of the field that limits the length of an answer.'),
  developerRole: z
    .enum(['system', 'developer'])
    .default('system')
    .describe('Role under which developer messages are sent.'),
  sendReasoning: z
    .boolean()
    .default(false)
    .describe('Send earlier reasoning back as reasoning_content, which DeepSeek wants and strict servers refuse.'),
  reasoningForm: z
    .enum(['reasoning_effort', 'reasoning', 'thinking', 'enable_thinking'])
    .default('reasoning_effort')
    .describe('Field in which the server is told how much to think.'),
  cacheControl: z
    .boolean()
    .default(false)
    .describe('Send cache hints as cache_control, which some servers before Claude or Qwen models understand.'),
});

export const openaiCompatible = defineProvider(
  openaiChat<z.infer<typeof options>>(
    {
      id: 'openai-compatible',
      title: 'OpenAI compatible',
      docsUrl: 'https://platform.openai.com/docs/api-reference/chat',
      options,
      credential: { type: 'bearer', optional: true },
      embeddings: openaiEmbeddings({ id: 'openai-compatible', title: 'OpenAI compatible' }),
      suggestedModels: [],
    },
    // Google's own server of this dialect wants its proofs back.
    ({ sendReasoning, ...same }) => ({
      ...same,
      sentReasoning: sendReasoning ? 'reasoning_content' : 'none',
      callSignatures: true,
      toolMedia: true,
    }),
  ),
);
