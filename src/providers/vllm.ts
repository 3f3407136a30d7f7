/** A vLLM server of one's own. https://docs.vllm.ai/en/stable/serving/openai_compatible_server/ */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';
import { openaiEmbeddings } from '#providers/dialect/openai-embeddings/dialect.ts';

export const vllm = defineProvider(
  openaiChat(
    {
      id: 'vllm',
      title: 'vLLM',
      docsUrl: 'https://docs.vllm.ai/en/stable/serving/openai_compatible_server/',
      defaultBaseUrl: 'http://127.0.0.1:8000/v1',
      options: z.strictObject({}),
      credential: { type: 'bearer', optional: true },
      embeddings: openaiEmbeddings({ id: 'vllm', title: 'vLLM' }),
      suggestedModels: [],
    },
    { maxTokensField: 'max_completion_tokens', lacks: ['endUser', 'metadata'] },
  ),
);
