/**
 * Frames of a running answer as batches for one reader. Written as an iterator by hand, since `return()` of an async
 * generator waits for the read that is under way, and leaving must cut the socket at once.
 */
import type { GatewayError } from '#core/error/gateway-error.ts';
import type { Frame } from '#core/provider.ts';
import type { AnswerSink, Flow } from '#upstream/answer/answer-sink.ts';
import type { FrameParser } from '#upstream/frames/frame-parser.ts';

export interface FrameStream extends AnswerSink {
  readonly frames: AsyncIterable<readonly Frame[]>;
}

type Batch = IteratorResult<readonly Frame[], undefined>;

const DONE: Batch = { done: true, value: undefined };
/** Unread bytes from which on the socket is paused. */
const HIGH_WATER_BYTES = 64 * 1024;

export function createFrameStream(parser: FrameParser, flow: Flow): FrameStream {
  let frames: Frame[] = [];
  let unreadBytes = 0;
  let paused = false;
  let ending: { readonly error?: GatewayError } | undefined;
  let reader: PromiseWithResolvers<Batch> | undefined;
  let flushing = false;

  // One read of the socket may bring many pieces in one go; the microtask runs after the last of them.
  function flushSoon(): void {
    if (flushing || !reader) return;
    flushing = true;
    queueMicrotask(() => {
      flushing = false;
      const waiting = reader;
      if (!waiting || (frames.length === 0 && !ending)) return;
      reader = undefined;
      settle(waiting);
    });
  }

  function settle({ resolve, reject }: PromiseWithResolvers<Batch>): void {
    const error = ending?.error;
    if (frames.length > 0) {
      resolve({ done: false, value: take() });
      return;
    }
    ending = {};
    if (error) reject(error);
    else resolve(DONE);
  }

  function take(): readonly Frame[] {
    const taken = frames;
    frames = [];
    unreadBytes = 0;
    return taken;
  }

  function keepFlowing(): void {
    if (!paused || ending) return;
    paused = false;
    flow.resume();
  }

  function next(): Promise<Batch> {
    const waiting = Promise.withResolvers<Batch>();
    if (frames.length > 0 || ending) {
      settle(waiting);
    } else {
      unreadBytes = 0;
      reader = waiting;
    }
    keepFlowing();
    return waiting.promise;
  }

  function leave(): Promise<Batch> {
    if (!ending) {
      ending = {};
      flow.leave();
    }
    take();
    reader?.resolve(DONE);
    reader = undefined;
    return Promise.resolve(DONE);
  }

  return {
    push(bytes) {
      const whole = parser.push(bytes);
      for (const frame of whole) frames.push(frame);
      unreadBytes += bytes.length;
      if (frames.length > 0) flushSoon();
      if (!reader && !paused && unreadBytes >= HIGH_WATER_BYTES) {
        paused = true;
        flow.pause();
      }
      return whole.length > 0;
    },
    end() {
      for (const frame of parser.end()) frames.push(frame);
      ending = {};
      flushSoon();
    },
    fail(error) {
      // A caller who left wants nothing more; anybody else gets what came before the break.
      if (error.code === 'CANCELLED') take();
      ending = { error };
      flushSoon();
    },
    frames: { [Symbol.asyncIterator]: () => ({ next, return: leave }) },
  };
}
