/** OpenAI's own service. */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { accountHeaders, accountOptions } from '#providers/dialect/openai-chat/account.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';
import { openaiEmbeddings } from '#providers/dialect/openai-embeddings/dialect.ts';

const options = z.strictObject(accountOptions);

type Options = z.infer<typeof options>;

export const openai = defineProvider(
  openaiChat<Options>(
    {
      id: 'openai',
      title: 'OpenAI',
      docsUrl: 'https://platform.openai.com/docs/api-reference/chat',
      keyPageUrl: 'https://platform.openai.com/api-keys',
      defaultBaseUrl: 'https://api.openai.com/v1',
      options,
      credential: { type: 'bearer' },
      embeddings: openaiEmbeddings({
        id: 'openai',
        title: 'OpenAI',
        // OpenAI takes twice as many. Long vectors of so many texts would be more than one answer may hold here.
        maxInputs: 1_024,
        defaults: { encoding_format: 'base64' },
        headers: accountHeaders,
      }),
      suggestedModels: ['gpt-5-mini', 'gpt-5', 'gpt-4.1', 'gpt-4o-mini'],
    },
    (given) => ({
      maxTokensField: 'max_completion_tokens',
      developerRole: 'developer',
      lacks: ['sampling.topK'],
      headers: accountHeaders(given),
    }),
  ),
);
