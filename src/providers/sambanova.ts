/** SambaNova's cloud. What it leaves unheard: https://docs.sambanova.ai/docs/en/features/openai-compatibility */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';
import { openaiEmbeddings } from '#providers/dialect/openai-embeddings/dialect.ts';

export const sambanova = defineProvider(
  openaiChat(
    {
      id: 'sambanova',
      title: 'SambaNova',
      docsUrl: 'https://docs.sambanova.ai/docs/en/features/openai-compatibility',
      keyPageUrl: 'https://cloud.sambanova.ai/apis',
      defaultBaseUrl: 'https://api.sambanova.ai/v1',
      options: z.strictObject({}),
      credential: { type: 'bearer' },
      // https://docs.sambanova.ai/docs/api-reference/embeddings/create-embeddings
      embeddings: openaiEmbeddings({
        id: 'sambanova',
        title: 'SambaNova',
        takesTokens: false,
        takesUser: false,
        dimensionsField: undefined,
      }),
      suggestedModels: ['Meta-Llama-3.3-70B-Instruct', 'Llama-4-Maverick-17B-128E-Instruct'],
    },
    {
      lacks: [
        'sampling.presencePenalty',
        'sampling.frequencyPenalty',
        'choiceCount',
        'metadata',
        'extra.logit_bias',
        'extra.logprobs',
        'extra.top_logprobs',
      ],
    },
  ),
);
