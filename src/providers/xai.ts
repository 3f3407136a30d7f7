/** xAI's Grok. Its thinking is counted beside the answer's tokens. https://docs.x.ai/docs/guides/reasoning */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';

export const xai = defineProvider(
  openaiChat(
    {
      id: 'xai',
      title: 'xAI',
      docsUrl: 'https://docs.x.ai/docs/api-reference',
      keyPageUrl: 'https://console.x.ai',
      defaultBaseUrl: 'https://api.x.ai/v1',
      options: z.strictObject({}),
      credential: { type: 'bearer' },
      suggestedModels: ['grok-4.3', 'grok-4'],
    },
    { maxTokensField: 'max_completion_tokens', lacks: ['sampling.topK', 'metadata', 'extra.logit_bias'] },
  ),
);
