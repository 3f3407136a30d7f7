/**
 * DeepSeek's own service: thinks unless told not to, and wants its thinking back in a turn with tool calls.
 * https://api-docs.deepseek.com/guides/thinking_mode
 */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';

export const deepseek = defineProvider(
  openaiChat(
    {
      id: 'deepseek',
      title: 'DeepSeek',
      docsUrl: 'https://api-docs.deepseek.com/api/create-chat-completion',
      keyPageUrl: 'https://platform.deepseek.com/api_keys',
      defaultBaseUrl: 'https://api.deepseek.com',
      options: z.strictObject({}),
      credential: { type: 'bearer' },
      suggestedModels: ['deepseek-chat', 'deepseek-reasoner'],
    },
    {
      reasoningForm: 'thinking',
      sentReasoning: 'reasoning_content',
      // JSON is promised, a schema is not: https://api-docs.deepseek.com/guides/json_mode
      structured: 'object-only',
      lacks: [
        'reasoning.budgetTokens',
        'sampling.topK',
        'sampling.seed',
        'choiceCount',
        'parallelToolCalls',
        'endUser',
        'metadata',
        'extra.logit_bias',
      ],
    },
  ),
);
