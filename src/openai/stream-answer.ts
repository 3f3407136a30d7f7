/** Streams the answer of one call as server-sent events, at the reader's pace. */

import type { ChatBatch } from '#core/chat/event.ts';
import { toGatewayError } from '#core/error/gateway-error.ts';
import type { Exchange } from '#http/exchange.ts';
import { openSse } from '#http/sse-response.ts';
import { createChunkEncoder, DONE_FRAME } from '#openai/encode-chunk.ts';
import type { AnswerIdentity } from '#openai/encode-completion.ts';
import { encodeError } from '#openai/encode-error.ts';
import { callHeaders } from '#openai/response-headers.ts';
import type { ChatRun } from '#pipeline/call.ts';

export interface StreamOptions {
  readonly identity: () => AnswerIdentity;
  readonly includeUsage: boolean;
}

/**
 * Waits for the first batch before it sends a status, so that a refusal has its own.
 * @throws GatewayError where nothing has been sent; later failures are told in the stream
 */
export async function streamAnswer({ response }: Exchange, run: ChatRun, options: StreamOptions): Promise<void> {
  const batches = run.events[Symbol.asyncIterator]();
  const first = await batches.next();
  const encoder = createChunkEncoder(options.identity(), options.includeUsage);
  const sse = openSse(response, { headers: callHeaders(run) });
  try {
    for (let step: IteratorResult<ChatBatch> = first; !step.done; step = await batches.next()) {
      // Not asking for the next batch is what pauses the provider.
      const behind = sse.write(encoder.encode(step.value));
      if (behind) await behind;
    }
    sse.write(DONE_FRAME);
  } catch (thrown) {
    // Without `[DONE]`: the answer is not whole, and clients must see that.
    sse.write(`data: ${encodeError(toGatewayError(thrown))}\n\n`);
  } finally {
    sse.end();
    await batches.return?.();
  }
}
