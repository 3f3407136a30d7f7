/** LM Studio on one's own machine. https://lmstudio.ai/docs/developer/openai-compat/chat-completions */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';
import { openaiEmbeddings } from '#providers/dialect/openai-embeddings/dialect.ts';

export const lmStudio = defineProvider(
  openaiChat(
    {
      id: 'lm-studio',
      title: 'LM Studio',
      docsUrl: 'https://lmstudio.ai/docs/developer/openai-compat/chat-completions',
      defaultBaseUrl: 'http://127.0.0.1:1234/v1',
      options: z.strictObject({}),
      credential: { type: 'bearer', optional: true },
      embeddings: openaiEmbeddings({
        id: 'lm-studio',
        title: 'LM Studio',
        takesTokens: false,
        takesUser: false,
        dimensionsField: undefined,
      }),
      suggestedModels: [],
    },
    {
      structured: 'schema-only',
      namedToolChoice: false,
      lacks: ['choiceCount', 'parallelToolCalls', 'endUser', 'metadata'],
    },
  ),
);
