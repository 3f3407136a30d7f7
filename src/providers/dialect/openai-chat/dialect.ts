/** The OpenAI chat dialect as the common part of an adapter. What its speakers differ in is their flavour. */
import type { ProviderAdapter } from '#core/provider.ts';
import { decodeError } from '#providers/dialect/openai-chat/decode-error.ts';
import { decodeResult } from '#providers/dialect/openai-chat/decode-result.ts';
import { encodeChat } from '#providers/dialect/openai-chat/encode-chat.ts';
import type { OpenaiChatFlavour } from '#providers/dialect/openai-chat/flavour.ts';
import { decodeModelList, encodeModelList } from '#providers/dialect/openai-chat/model-list.ts';
import { createDecoder } from '#providers/dialect/openai-chat/stream-decoder.ts';

type Translators = 'framing' | 'encode' | 'decodeResult' | 'createDecoder' | 'decodeError' | 'modelList';

export function openaiChat<Options>(
  flavourOf: (options: Options) => OpenaiChatFlavour,
): Required<Pick<ProviderAdapter<Options>, Translators>> {
  return {
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
