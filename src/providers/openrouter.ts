/**
 * OpenRouter, before many vendors: thinking with its proofs, and caches that are marked as Anthropic's are.
 * https://openrouter.ai/docs/use-cases/reasoning-tokens, https://openrouter.ai/docs/features/prompt-caching
 */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';
import { openaiEmbeddings } from '#providers/dialect/openai-embeddings/dialect.ts';

const options = z.strictObject({
  appUrl: z.url().optional().describe('Address of the app under which OpenRouter lists the calls.'),
  appTitle: z.string().min(1).optional().describe('Name of the app under which OpenRouter lists the calls.'),
});

type Options = z.infer<typeof options>;

export const openrouter = defineProvider(
  openaiChat<Options>(
    {
      id: 'openrouter',
      title: 'OpenRouter',
      docsUrl: 'https://openrouter.ai/docs/api-reference/chat-completion',
      keyPageUrl: 'https://openrouter.ai/settings/keys',
      defaultBaseUrl: 'https://openrouter.ai/api/v1',
      options,
      credential: { type: 'bearer' },
      // https://openrouter.ai/docs/api_reference/embeddings
      embeddings: openaiEmbeddings({
        id: 'openrouter',
        title: 'OpenRouter',
        headers: appHeaders,
        purposes: { query: { input_type: 'search_query' }, document: { input_type: 'search_document' } },
      }),
      suggestedModels: [
        'openrouter/auto',
        'openai/gpt-5-mini',
        'anthropic/claude-sonnet-4.5',
        'google/gemini-2.5-flash',
      ],
    },
    (given) => ({
      reasoningForm: 'reasoning',
      sentReasoning: 'reasoning_details',
      cacheControl: true,
      headers: appHeaders(given),
    }),
  ),
);

function appHeaders({ appUrl, appTitle }: Options): Readonly<Record<string, string>> {
  return {
    ...(appUrl !== undefined && { 'http-referer': appUrl }),
    ...(appTitle !== undefined && { 'x-title': appTitle }),
  };
}
