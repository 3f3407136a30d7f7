/** OpenAI's own service. */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';

const options = z.strictObject({
  organization: z.string().min(1).optional().describe('Organization that the calls are billed to, such as org-….'),
  project: z.string().min(1).optional().describe('Project that the calls are billed to, such as proj_….'),
});

export const openai = defineProvider(
  openaiChat<z.infer<typeof options>>(
    {
      id: 'openai',
      title: 'OpenAI',
      docsUrl: 'https://platform.openai.com/docs/api-reference/chat',
      keyPageUrl: 'https://platform.openai.com/api-keys',
      defaultBaseUrl: 'https://api.openai.com/v1',
      options,
      credential: { type: 'bearer' },
      suggestedModels: ['gpt-5-mini', 'gpt-5', 'gpt-4.1', 'gpt-4o-mini'],
    },
    ({ organization, project }) => ({
      maxTokensField: 'max_completion_tokens',
      developerRole: 'developer',
      lacks: ['sampling.topK'],
      headers: {
        ...(organization !== undefined && { 'openai-organization': organization }),
        ...(project !== undefined && { 'openai-project': project }),
      },
    }),
  ),
);
