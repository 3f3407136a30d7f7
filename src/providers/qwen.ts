/**
 * Alibaba Cloud's Qwen, by the compatible mode of Model Studio (DashScope). The default address is the one of Singapore.
 * https://www.alibabacloud.com/help/en/model-studio/qwen-api-via-openai-chat-completions
 */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';
import { openaiEmbeddings } from '#providers/dialect/openai-embeddings/dialect.ts';

export const qwen = defineProvider(
  openaiChat(
    {
      id: 'qwen',
      title: 'Qwen (DashScope)',
      docsUrl: 'https://www.alibabacloud.com/help/en/model-studio/qwen-api-via-openai-chat-completions',
      keyPageUrl: 'https://bailian.console.alibabacloud.com/?tab=model#/api-key',
      defaultBaseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
      options: z.strictObject({}),
      credential: { type: 'bearer' },
      // Ten texts a request: https://www.alibabacloud.com/help/en/model-studio/text-embedding-synchronous-api
      embeddings: openaiEmbeddings({
        id: 'qwen',
        title: 'Qwen (DashScope)',
        maxInputs: 10,
        takesTokens: false,
        takesUser: false,
      }),
      suggestedModels: ['qwen-plus', 'qwen-max', 'qwen-flash', 'qwen3-max'],
    },
    {
      reasoningForm: 'enable_thinking',
      cacheControl: true,
      lacks: ['sampling.frequencyPenalty', 'endUser', 'metadata', 'extra.logit_bias'],
    },
  ),
);
