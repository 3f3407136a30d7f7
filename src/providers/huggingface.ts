/**
 * Hugging Face's router before many vendors; `model:vendor` asks one of them.
 * https://huggingface.co/docs/inference-providers/tasks/chat-completion
 */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';

const options = z.strictObject({
  billTo: z.string().min(1).optional().describe('Organization that the calls are billed to, sent as X-HF-Bill-To.'),
});

export const huggingface = defineProvider(
  openaiChat<z.infer<typeof options>>(
    {
      id: 'huggingface',
      title: 'Hugging Face',
      docsUrl: 'https://huggingface.co/docs/inference-providers/tasks/chat-completion',
      keyPageUrl: 'https://huggingface.co/settings/tokens',
      defaultBaseUrl: 'https://router.huggingface.co/v1',
      options,
      credential: { type: 'bearer' },
      suggestedModels: ['openai/gpt-oss-120b', 'deepseek-ai/DeepSeek-R1', 'Qwen/Qwen3-32B'],
    },
    ({ billTo }) => ({ headers: { ...(billTo !== undefined && { 'x-hf-bill-to': billTo }) } }),
  ),
);
