/** A llama.cpp server (llama-server) of one's own. https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';
import { openaiEmbeddings } from '#providers/dialect/openai-embeddings/dialect.ts';

export const llamaCpp = defineProvider(
  openaiChat(
    {
      id: 'llama-cpp',
      title: 'llama.cpp',
      docsUrl: 'https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md',
      defaultBaseUrl: 'http://127.0.0.1:8080/v1',
      options: z.strictObject({}),
      credential: { type: 'bearer', optional: true },
      // The server has to be started with --embeddings. It knows no other length than the model's own.
      embeddings: openaiEmbeddings({
        id: 'llama-cpp',
        title: 'llama.cpp',
        takesUser: false,
        dimensionsField: undefined,
      }),
      suggestedModels: [],
    },
    { sentReasoning: 'reasoning_content', namedToolChoice: false, lacks: ['endUser', 'metadata'] },
  ),
);
