/** Groq's fast servers. What of OpenAI's API they refuse: https://console.groq.com/docs/openai */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';

const options = z.strictObject({
  reasoningFormat: z
    .enum(['parsed', 'raw', 'hidden'])
    .optional()
    .describe('How thinking is shown where a call says nothing of it: apart, inside the text, or not at all.'),
});

export const groq = defineProvider(
  openaiChat<z.infer<typeof options>>(
    {
      id: 'groq',
      title: 'Groq',
      docsUrl: 'https://console.groq.com/docs/api-reference',
      keyPageUrl: 'https://console.groq.com/keys',
      defaultBaseUrl: 'https://api.groq.com/openai/v1',
      options,
      credential: { type: 'bearer' },
      suggestedModels: ['openai/gpt-oss-120b', 'openai/gpt-oss-20b', 'llama-3.3-70b-versatile', 'llama-3.1-8b-instant'],
    },
    ({ reasoningFormat }) => ({
      maxTokensField: 'max_completion_tokens',
      lacks: [
        'sampling.topK',
        'choiceCount',
        'messages.name',
        'extra.logit_bias',
        'extra.logprobs',
        'extra.top_logprobs',
      ],
      defaults: { ...(reasoningFormat !== undefined && { reasoning_format: reasoningFormat }) },
    }),
  ),
);
