/** NVIDIA's API catalog, and NIM containers of one's own at another address. https://docs.api.nvidia.com/nim/reference/llm-apis */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';
import { openaiEmbeddings } from '#providers/dialect/openai-embeddings/dialect.ts';

export const nvidia = defineProvider(
  openaiChat({
    id: 'nvidia',
    title: 'NVIDIA NIM',
    docsUrl: 'https://docs.api.nvidia.com/nim/reference/llm-apis',
    keyPageUrl: 'https://build.nvidia.com/settings/api-keys',
    defaultBaseUrl: 'https://integrate.api.nvidia.com/v1',
    options: z.strictObject({}),
    credential: { type: 'bearer', optional: true },
    // Some models must be told what a text is: https://docs.nvidia.com/nim/nemo-retriever/text-embedding/1.7.0/reference.html
    embeddings: openaiEmbeddings({
      id: 'nvidia',
      title: 'NVIDIA NIM',
      takesTokens: false,
      purposes: { query: { input_type: 'query' }, document: { input_type: 'passage' } },
      defaults: { input_type: 'passage' },
    }),
    suggestedModels: ['meta/llama-3.3-70b-instruct', 'openai/gpt-oss-120b'],
  }),
);
