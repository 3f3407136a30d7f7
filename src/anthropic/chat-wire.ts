/** Anthropic's messages as the wire of a door. */
import { decodeMessagesRequest } from '#anthropic/decode-request.ts';
import { ANTHROPIC_ERRORS } from '#anthropic/encode-error.ts';
import { createEventEncoder } from '#anthropic/encode-events.ts';
import { encodeMessage } from '#anthropic/encode-message.ts';
import type { ChatWire } from '#doors/chat-wire.ts';

export const ANTHROPIC_MESSAGES: ChatWire = {
  ...ANTHROPIC_ERRORS,
  decode: decodeMessagesRequest,
  encodeWhole: encodeMessage,
  createStream: createEventEncoder,
};
