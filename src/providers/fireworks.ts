/** Fireworks AI's open models. Thinking comes apart and goes back. https://docs.fireworks.ai/guides/reasoning */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';
import { openaiEmbeddings } from '#providers/dialect/openai-embeddings/dialect.ts';

export const fireworks = defineProvider(
  openaiChat(
    {
      id: 'fireworks',
      title: 'Fireworks AI',
      docsUrl: 'https://docs.fireworks.ai/api-reference/post-chatcompletions',
      keyPageUrl: 'https://app.fireworks.ai/settings/users/api-keys',
      defaultBaseUrl: 'https://api.fireworks.ai/inference/v1',
      options: z.strictObject({}),
      credential: { type: 'bearer' },
      // Eight texts a request: https://reference.langchain.com/javascript/classes/_langchain_community.embeddings_fireworks.FireworksEmbeddings.html
      embeddings: openaiEmbeddings({ id: 'fireworks', title: 'Fireworks AI', maxInputs: 8, takesUser: false }),
      suggestedModels: ['accounts/fireworks/models/gpt-oss-120b', 'accounts/fireworks/models/deepseek-v3p1'],
    },
    { sentReasoning: 'reasoning_content' },
  ),
);
