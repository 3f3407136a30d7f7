/** What every way of cutting a byte stream into frames looks like from outside. One parser a stream. */
import type { Frame } from '#core/provider.ts';

export interface FrameParser {
  /**
   * Frames that these bytes completed; where the bytes are cut makes no difference.
   * @throws GatewayError PROVIDER_PROTOCOL where one frame is larger than the limit.
   */
  push(bytes: Uint8Array): Frame[];
  /** Called once after the last byte: what the sender did not close itself. */
  end(): Frame[];
}

export interface FrameLimits {
  readonly maxEventBytes?: number;
}

export const DEFAULT_MAX_EVENT_BYTES = 4 * 1024 * 1024;
