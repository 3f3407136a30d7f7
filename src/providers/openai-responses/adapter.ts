/** OpenAI's Responses API, and servers that speak it, asked without anything being kept there. */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { accountHeaders, accountOptions } from '#providers/dialect/openai-chat/account.ts';
import { decodeError } from '#providers/dialect/openai-chat/decode-error.ts';
import { decodeModelList, encodeModelList } from '#providers/dialect/openai-chat/model-list.ts';
import { decodeResult } from '#providers/openai-responses/decode-result.ts';
import { encodeChat } from '#providers/openai-responses/encode.ts';
import { createDecoder } from '#providers/openai-responses/stream.ts';

const options = z.strictObject({
  ...accountOptions,
  sealedReasoning: z
    .enum(['auto', 'always', 'never'])
    .default('auto')
    .describe(
      'Whether thinking is asked for in sealed form, which goes back in the next turn. OpenAI refuses the wish for models that do not think, so auto goes by the name of the model.',
    ),
  plainReasoning: z
    .boolean()
    .default(false)
    .describe(
      'Send earlier thinking back as plain text where it is not sealed, as open models want it. OpenAI does not.',
    ),
});

export type ResponsesOptions = z.infer<typeof options>;

export const openaiResponses = defineProvider<ResponsesOptions>({
  id: 'openai-responses',
  title: 'OpenAI Responses',
  docsUrl: 'https://platform.openai.com/docs/api-reference/responses',
  keyPageUrl: 'https://platform.openai.com/api-keys',
  defaultBaseUrl: 'https://api.openai.com/v1',
  options,
  credential: { type: 'bearer' },
  framing: 'sse',
  suggestedModels: ['gpt-5-mini', 'gpt-5', 'gpt-4.1', 'o4-mini'],
  encode: encodeChat,
  decodeResult,
  createDecoder,
  decodeError,
  modelList: {
    encode: ({ baseUrl, options: given }) => encodeModelList(baseUrl, accountHeaders(given)),
    decode: decodeModelList,
  },
});
