/** Any other server that speaks OpenAI's chat dialect: Ollama, vLLM, LM Studio, llama.cpp and many hosted ones. */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';

const options = z.strictObject({
  maxTokensField: z
    .enum(['max_tokens', 'max_completion_tokens'])
    .default('max_tokens')
    .describe('Name of the field that limits the length of an answer.'),
  developerRole: z
    .enum(['system', 'developer'])
    .default('system')
    .describe('Role under which developer messages are sent.'),
  sendReasoning: z
    .boolean()
    .default(false)
    .describe('Send earlier reasoning back as reasoning_content, which DeepSeek wants and strict servers refuse.'),
});

type CompatibleOptions = z.infer<typeof options>;

export const openaiCompatible = defineProvider<CompatibleOptions>({
  ...openaiChat<CompatibleOptions>((flavour) => ({ ...flavour, headers: {} })),
  id: 'openai-compatible',
  title: 'OpenAI compatible',
  docsUrl: 'https://platform.openai.com/docs/api-reference/chat',
  options,
  credential: { type: 'bearer', optional: true },
  suggestedModels: [],
});
