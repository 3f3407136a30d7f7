/** Hyperbolic's open models. https://docs.hyperbolic.xyz */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';

export const hyperbolic = defineProvider(
  openaiChat({
    id: 'hyperbolic',
    title: 'Hyperbolic',
    docsUrl: 'https://docs.hyperbolic.xyz',
    keyPageUrl: 'https://app.hyperbolic.ai',
    defaultBaseUrl: 'https://api.hyperbolic.xyz/v1',
    options: z.strictObject({}),
    credential: { type: 'bearer' },
    suggestedModels: ['meta-llama/Llama-3.3-70B-Instruct', 'deepseek-ai/DeepSeek-R1', 'Qwen/Qwen2.5-72B-Instruct'],
  }),
);
