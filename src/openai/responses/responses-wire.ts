/** OpenAI's responses as the wire of a door. */
import type { ChatWire } from '#doors/chat-wire.ts';
import { OPENAI_ERRORS } from '#openai/encode-error.ts';
import { type DecodedResponseRequest, decodeResponseRequest } from '#openai/responses/decode-response-request.ts';
import { encodeResponse } from '#openai/responses/encode-response.ts';
import { createResponseStream } from '#openai/responses/encode-response-stream.ts';

export const OPENAI_RESPONSES: ChatWire<DecodedResponseRequest> = {
  ...OPENAI_ERRORS,
  decode: decodeResponseRequest,
  encodeWhole: encodeResponse,
  createStream: createResponseStream,
};
