/** Mistral's own service: OpenAI's chat dialect with words of its own. */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';
import { openaiEmbeddings } from '#providers/dialect/openai-embeddings/dialect.ts';
import { toMistral } from '#providers/mistral/to-mistral.ts';

const options = z.strictObject({
  safePrompt: z
    .boolean()
    .default(false)
    .describe('Let Mistral put its safety instruction before every conversation, sent as safe_prompt.'),
});

const adapter = openaiChat<z.infer<typeof options>>(
  {
    id: 'mistral',
    title: 'Mistral',
    docsUrl: 'https://docs.mistral.ai/api/endpoint/chat',
    keyPageUrl: 'https://console.mistral.ai/api-keys',
    defaultBaseUrl: 'https://api.mistral.ai/v1',
    options,
    credential: { type: 'bearer' },
    embeddings: openaiEmbeddings({
      id: 'mistral',
      title: 'Mistral',
      // What the service says itself beyond 256 of them: "Too many inputs in request, split into more batches."
      maxInputs: 256,
      dimensionsField: 'output_dimension',
      takesTokens: false,
      takesUser: false,
    }),
    suggestedModels: ['mistral-medium-latest', 'mistral-small-latest', 'mistral-large-latest', 'ministral-8b-latest'],
  },
  ({ safePrompt }) => ({
    sentReasoning: 'thinking-parts',
    lacks: ['sampling.topK', 'endUser', 'messages.name', 'extra.logit_bias', 'extra.logprobs', 'extra.top_logprobs'],
    defaults: { ...(safePrompt && { safe_prompt: true }) },
  }),
);

export const mistral = defineProvider<z.infer<typeof options>>({
  ...adapter,
  encode: (call) => toMistral(adapter.encode(call)),
});
