/**
 * Perplexity's Sonar, which searches before it answers: what it found comes as `citations` and `search_results`. It calls
 * no tools and lists no models. https://docs.perplexity.ai/docs/sonar/openai-compatibility
 */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';

const { modelList: _, ...adapter } = openaiChat(
  {
    id: 'perplexity',
    title: 'Perplexity',
    docsUrl: 'https://docs.perplexity.ai/api-reference/sonar-post',
    keyPageUrl: 'https://www.perplexity.ai/settings/api',
    defaultBaseUrl: 'https://api.perplexity.ai',
    options: z.strictObject({}),
    credential: { type: 'bearer' },
    suggestedModels: ['sonar', 'sonar-pro', 'sonar-reasoning-pro', 'sonar-deep-research'],
  },
  {
    structured: 'schema-only',
    lacks: [
      'tools',
      'toolChoice',
      'parallelToolCalls',
      'sampling.seed',
      'choiceCount',
      'endUser',
      'metadata',
      'extra.logit_bias',
    ],
  },
);

export const perplexity = defineProvider(adapter);
