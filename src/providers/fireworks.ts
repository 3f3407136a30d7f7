/** Fireworks AI's open models. Thinking comes apart and goes back. https://docs.fireworks.ai/guides/reasoning */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';

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
      suggestedModels: ['accounts/fireworks/models/gpt-oss-120b', 'accounts/fireworks/models/deepseek-v3p1'],
    },
    { sentReasoning: 'reasoning_content' },
  ),
);
