/** OpenAI's text completions of before there were chats, as the wire of a door. */
import type { ChatWire } from '#doors/chat-wire.ts';
import {
  type DecodedCompletionRequest,
  decodeCompletionRequest,
} from '#openai/completions/decode-completion-request.ts';
import { encodeTextCompletion } from '#openai/completions/encode-text-completion.ts';
import { createTextStream } from '#openai/completions/encode-text-stream.ts';
import { OPENAI_ERRORS } from '#openai/encode-error.ts';

export const OPENAI_COMPLETIONS: ChatWire<DecodedCompletionRequest> = {
  ...OPENAI_ERRORS,
  decode: decodeCompletionRequest,
  encodeWhole: encodeTextCompletion,
  createStream: createTextStream,
};
