/** Streams the answer of one call as server-sent events, at the reader's pace. */
import type { ChatBatch } from '#core/chat/event.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import { toGatewayError } from '#core/error/gateway-error.ts';
import type { StreamEncoder } from '#doors/chat-wire.ts';
import { warningHeaders } from '#doors/response-headers.ts';
import type { Exchange } from '#http/exchange.ts';
import { openSse } from '#http/sse-response.ts';
import type { ChatRun } from '#pipeline/call.ts';

export interface StreamOptions {
  /** Both are asked once, when the first batch has come. */
  readonly headers: () => Readonly<Record<string, string>>;
  readonly encoder: () => StreamEncoder;
}

/**
 * Waits for the first batch before it sends a status, so that a refusal has its own.
 * @throws GatewayError where nothing has been sent; later failures are told in the stream
 */
export async function streamAnswer({ response }: Exchange, run: ChatRun, options: StreamOptions): Promise<void> {
  const batches = run.events[Symbol.asyncIterator]();
  const first = await batches.next();
  const encoder = options.encoder();
  const sse = openSse(response, { headers: { ...options.headers(), ...warningHeaders(warningsOf(first)) } });
  try {
    for (let step: IteratorResult<ChatBatch> = first; !step.done; step = await batches.next()) {
      // Not asking for the next batch is what pauses the provider.
      const behind = sse.write(encoder.encode(step.value));
      if (behind) await behind;
    }
    sse.write(encoder.end());
  } catch (thrown) {
    sse.write(encoder.fail(toGatewayError(thrown)));
  } finally {
    sse.end();
    await batches.return?.();
  }
}

function warningsOf({ done, value }: IteratorResult<ChatBatch>): readonly ChatWarning[] {
  return done ? [] : (value as ChatBatch).flatMap((event) => (event.type === 'start' ? event.warnings : []));
}
