/** Takes the bytes of one answer as they come. Which one is chosen when status and content type are known. */
import type { GatewayError } from '#core/error/gateway-error.ts';

export interface AnswerSink {
  /** True where a reader gains something from these bytes. @throws GatewayError PROVIDER_PROTOCOL where a size limit is passed. */
  push(bytes: Uint8Array): boolean;
  end(): void;
  /** The answer will not go on; `end` will not be called. */
  fail(error: GatewayError): void;
}

/** What a sink may do to the socket it is fed from. Not called after `end` or `fail`. */
export interface Flow {
  pause(): void;
  resume(): void;
  /** Cuts the socket: nobody wants the rest. */
  leave(): void;
}
