/** What one vendor's wire is to a door: how a request is read and how an answer, whole or in pieces, is written. */
import type { ChatBatch } from '#core/chat/event.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatResult } from '#core/chat/result.ts';
import type { GatewayError } from '#core/error/gateway-error.ts';

/** `Decoded` is what the wire itself has to remember of a request until its answer. */
export interface ChatWire<Decoded extends DecodedChat = DecodedChat> {
  /** @throws GatewayError INVALID_REQUEST with every problem of the body. */
  decode(body: unknown, header: (name: string) => string | undefined): Decoded;
  /** JSON text. */
  encodeWhole(result: ChatResult, identity: AnswerIdentity, decoded: Decoded): string;
  /** One encoder a stream, made once the first batch has come. */
  createStream(identity: AnswerIdentity, decoded: Decoded): StreamEncoder;
  /** JSON text of an answer that is an error. */
  encodeError(error: GatewayError, callId: string): string;
  /** Headers that clients of this wire look for, beside the gateway's own. */
  headersOf(callId: string): Readonly<Record<string, string>>;
}

export interface DecodedChat {
  /** The name the caller asked for, where it named one. */
  readonly model?: string;
  readonly stream: boolean;
  readonly request: ChatRequest;
}

/** What the caller knows the answer by: names of the gateway, none of the provider's. */
export interface AnswerIdentity {
  readonly id: string;
  readonly model: string;
  /** Seconds since 1970. */
  readonly created: number;
}

/** Each method gives text of server-sent events; empty where there is nothing to say to a caller. */
export interface StreamEncoder {
  encode(batch: ChatBatch): string;
  /** After the last batch. */
  end(): string;
  /** In place of the end: the answer is not whole, and clients must see that. */
  fail(error: GatewayError): string;
}
