/** A speaker of the OpenAI chat dialect as an adapter: its facts, and in what it differs from the others. */
import type { ProviderAdapter } from '#core/provider.ts';
import { decodeError } from '#providers/dialect/openai-chat/decode-error.ts';
import { decodeResult } from '#providers/dialect/openai-chat/decode-result.ts';
import { encodeChat } from '#providers/dialect/openai-chat/encode-chat.ts';
import { type OpenaiChatFlavour, PLAIN_FLAVOUR } from '#providers/dialect/openai-chat/flavour.ts';
import { decodeModelList, encodeModelList } from '#providers/dialect/openai-chat/model-list.ts';
import { createDecoder } from '#providers/dialect/openai-chat/stream-decoder.ts';

type Translators = 'framing' | 'encode' | 'decodeResult' | 'createDecoder' | 'decodeError' | 'modelList';

/** Differences that depend on how the provider is configured are a function of its options. */
export type Differences<Options> = Partial<OpenaiChatFlavour> | ((options: Options) => Partial<OpenaiChatFlavour>);

export function openaiChat<Options>(
  facts: Omit<ProviderAdapter<Options>, Translators>,
  differences: Differences<Options> = {},
): ProviderAdapter<Options> & Required<Pick<ProviderAdapter<Options>, Translators>> {
  const { id, title } = facts;
  const flavourOf = (options: Options): OpenaiChatFlavour => ({
    ...PLAIN_FLAVOUR,
    id,
    title,
    ...(typeof differences === 'function' ? differences(options) : differences),
  });
  return {
    ...facts,
    framing: 'sse',
    encode: (call) => encodeChat(call, flavourOf(call.options)),
    decodeResult,
    createDecoder,
    decodeError,
    modelList: {
      encode: ({ baseUrl, options }) => encodeModelList(baseUrl, flavourOf(options).headers),
      decode: decodeModelList,
    },
  };
}
