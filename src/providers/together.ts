/** Together AI's open models. https://docs.together.ai/docs/inference/openai-compatibility */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';
import { openaiEmbeddings } from '#providers/dialect/openai-embeddings/dialect.ts';

export const together = defineProvider(
  openaiChat(
    {
      id: 'together',
      title: 'Together AI',
      docsUrl: 'https://docs.together.ai/reference/chat-completions-1',
      keyPageUrl: 'https://api.together.ai/settings/api-keys',
      defaultBaseUrl: 'https://api.together.ai/v1',
      options: z.strictObject({}),
      credential: { type: 'bearer' },
      // https://github.com/togethercomputer/together-python/blob/main/src/together/generated/docs/EmbeddingsApi.md
      embeddings: openaiEmbeddings({
        id: 'together',
        title: 'Together AI',
        takesTokens: false,
        takesUser: false,
        dimensionsField: undefined,
      }),
      suggestedModels: ['openai/gpt-oss-20b', 'openai/gpt-oss-120b', 'meta-llama/Llama-3.3-70B-Instruct-Turbo'],
    },
    { lacks: ['endUser', 'metadata', 'parallelToolCalls'] },
  ),
);
