/** Plays the answer of a provider that needs no network, with the delays it asks for. */
import type { GatewayError } from '#core/error/gateway-error.ts';
import type { WireReply } from '#core/ports.ts';
import type { Frame, InProcessReply } from '#core/provider.ts';
import { abortError } from '#upstream/network-error.ts';

export function playInProcess(reply: InProcessReply, signal: AbortSignal): WireReply {
  if (signal.aborted) throw abortError(signal.reason);
  if (reply.type !== 'frames') return reply;
  return { type: 'frames', frames: playFrames(reply.frames, signal) };
}

/** Frames without a delay of their own travel with the one before, as they would in one read of a socket. */
async function* playFrames(
  frames: Extract<InProcessReply, { type: 'frames' }>['frames'],
  signal: AbortSignal,
): AsyncGenerator<readonly Frame[]> {
  let batch: Frame[] = [];
  for (const { frame, delayMs } of frames) {
    if (delayMs > 0) {
      if (batch.length > 0) yield batch;
      batch = [];
      await pause(delayMs, signal);
    }
    batch.push(frame);
  }
  if (batch.length > 0) yield batch;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => settle(abortError(signal.reason));
  const timer = setTimeout(() => settle(), milliseconds);
  function settle(error?: GatewayError): void {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    if (error) reject(error);
    else resolve();
  }
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return promise;
}
