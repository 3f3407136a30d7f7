/** One request and its answer over one socket: time limits, abort, and the choice of how the answer is read. */
import type { Dispatcher } from 'undici';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { SendOptions, WireReply } from '#core/ports.ts';
import type { AnswerSink } from '#upstream/answer/answer-sink.ts';
import { chooseAnswer } from '#upstream/answer/choose-answer.ts';
import { abortError, networkError } from '#upstream/network-error.ts';
import { openTimeLimits } from '#upstream/time-limits.ts';

export interface Exchange {
  readonly dispatcher: Dispatcher;
  readonly wire: Dispatcher.DispatchOptions;
  readonly options: SendOptions;
  readonly maxResponseBytes: number;
  /** Takes secrets out of foreign text. */
  readonly redact: (text: string) => string;
}

/** undici's `dispatch` instead of `request`: it tells when the connection stands, and costs no stream for each answer. */
export function runExchange({ dispatcher, wire, options, maxResponseBytes, redact }: Exchange): Promise<WireReply> {
  const { signal, timeouts, framing } = options;
  const { promise, resolve, reject } = Promise.withResolvers<WireReply>();
  let controller: Dispatcher.DispatchController | undefined;
  let answer: AnswerSink | undefined;
  let started = false;
  let over = false;

  const limits = openTimeLimits(timeouts, fail);
  const onAbort = () => fail(abortError(signal.reason));

  /** Frees timers and listener; true the first time only. */
  function close(): boolean {
    if (over) return false;
    over = true;
    limits.close();
    signal.removeEventListener('abort', onAbort);
    return true;
  }

  function fail(error: GatewayError): void {
    if (!close()) return;
    controller?.abort(error);
    if (answer) answer.fail(error);
    else reject(error);
  }

  function onBytes(sink: AnswerSink, bytes: Uint8Array): void {
    try {
      const isContent = sink.push(bytes);
      if (started) limits.refresh();
      else if (isContent) limits.enter('idle');
      started ||= isContent;
    } catch (thrown) {
      fail(networkError(thrown, 'answering'));
    }
  }

  const flow = {
    pause() {
      controller?.pause();
      // A reader that rests is not the provider's silence.
      limits.enter(null);
    },
    resume() {
      limits.enter('idle');
      controller?.resume();
    },
    leave() {
      if (close()) controller?.abort(new GatewayError('CANCELLED'));
    },
  };

  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) {
    onAbort();
    return promise;
  }
  limits.enter('connect');
  dispatcher.dispatch(wire, {
    onRequestStart(connected) {
      if (over) return connected.abort(new GatewayError('CANCELLED'));
      controller = connected;
      // Vendors send the headers of a whole answer when it is written, so a limit to its first byte would cut long ones.
      limits.enter(framing ? 'firstToken' : null);
    },
    onResponseStart(_controller, status, headers) {
      if (over || status < 200) return;
      try {
        answer = chooseAnswer({ status, headers, framing, maxResponseBytes, redact, flow, resolve, reject });
      } catch (thrown) {
        fail(networkError(thrown, 'answering'));
      }
    },
    onResponseData(_controller, bytes) {
      if (!over && answer) onBytes(answer, bytes);
    },
    onResponseEnd() {
      if (close()) answer?.end();
    },
    onResponseError(_controller, error) {
      fail(networkError(error, answer ? 'answering' : 'asking'));
    },
  });
  return promise;
}
