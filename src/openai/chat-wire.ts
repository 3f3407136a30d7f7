/** OpenAI's chat completions as the wire of a door. */
import type { ChatWire } from '#doors/chat-wire.ts';
import { type DecodedRequest, decodeRequest } from '#openai/decode-request.ts';
import { createChunkEncoder, DONE_FRAME } from '#openai/encode-chunk.ts';
import { encodeCompletion } from '#openai/encode-completion.ts';
import { encodeError, OPENAI_ERRORS } from '#openai/encode-error.ts';

export const OPENAI_CHAT: ChatWire<DecodedRequest> = {
  ...OPENAI_ERRORS,
  decode: decodeRequest,
  encodeWhole: encodeCompletion,
  createStream: (identity, decoded) => ({
    encode: createChunkEncoder(identity, decoded).encode,
    end: () => DONE_FRAME,
    // Without `[DONE]`: the answer is not whole.
    fail: (error) => `data: ${encodeError(error)}\n\n`,
  }),
};
