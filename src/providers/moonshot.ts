/** Moonshot AI's Kimi. Thinking is switched and goes back as DeepSeek's does. https://platform.moonshot.ai/docs/api/chat */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';

export const moonshot = defineProvider(
  openaiChat(
    {
      id: 'moonshot',
      title: 'Moonshot AI',
      docsUrl: 'https://platform.moonshot.ai/docs/api/chat',
      keyPageUrl: 'https://platform.moonshot.ai/console/api-keys',
      defaultBaseUrl: 'https://api.moonshot.ai/v1',
      options: z.strictObject({}),
      credential: { type: 'bearer' },
      suggestedModels: ['kimi-k2.6', 'kimi-k2.5', 'moonshot-v1-32k'],
    },
    {
      maxTokensField: 'max_completion_tokens',
      reasoningForm: 'thinking',
      sentReasoning: 'reasoning_content',
      lacks: ['reasoning.budgetTokens', 'sampling.topK', 'sampling.seed', 'endUser', 'metadata', 'extra.logit_bias'],
    },
  ),
);
