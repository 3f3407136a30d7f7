/** DeepInfra's open models; its address has `openai` in the path. https://deepinfra.com/docs/advanced/openai_api */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';

export const deepinfra = defineProvider(
  openaiChat({
    id: 'deepinfra',
    title: 'DeepInfra',
    docsUrl: 'https://deepinfra.com/docs/advanced/openai_api',
    keyPageUrl: 'https://deepinfra.com/dash/api_keys',
    defaultBaseUrl: 'https://api.deepinfra.com/v1/openai',
    options: z.strictObject({}),
    credential: { type: 'bearer' },
    suggestedModels: ['deepseek-ai/DeepSeek-V3', 'meta-llama/Meta-Llama-3.1-8B-Instruct'],
  }),
);
