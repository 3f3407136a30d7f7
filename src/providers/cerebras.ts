/** Cerebras' fast servers. What of OpenAI's API they refuse: https://inference-docs.cerebras.ai/resources/openai */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';

export const cerebras = defineProvider(
  openaiChat(
    {
      id: 'cerebras',
      title: 'Cerebras',
      docsUrl: 'https://inference-docs.cerebras.ai/api-reference/chat-completions',
      keyPageUrl: 'https://cloud.cerebras.ai',
      defaultBaseUrl: 'https://api.cerebras.ai/v1',
      options: z.strictObject({}),
      credential: { type: 'bearer' },
      suggestedModels: ['gpt-oss-120b', 'llama3.1-8b'],
    },
    {
      maxTokensField: 'max_completion_tokens',
      lacks: ['sampling.topK', 'sampling.frequencyPenalty', 'sampling.presencePenalty', 'extra.logit_bias'],
    },
  ),
);
