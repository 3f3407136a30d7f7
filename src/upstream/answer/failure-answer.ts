/** An answer other than 2xx: the beginning of its body is enough, and a broken one is still a failure with a status. */
import type { GatewayError } from '#core/error/gateway-error.ts';
import type { WireReply } from '#core/ports.ts';
import type { AnswerSink } from '#upstream/answer/answer-sink.ts';

export interface FailureAnswerOptions {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly resolve: (reply: WireReply) => void;
  readonly reject: (error: GatewayError) => void;
  /** Cuts the socket. */
  readonly leave: () => void;
  readonly redact: (text: string) => string;
}

const MAX_BYTES = 64 * 1024;

export function createFailureAnswer({
  status,
  headers,
  resolve,
  reject,
  leave,
  redact,
}: FailureAnswerOptions): AnswerSink {
  const pieces: Uint8Array[] = [];
  let size = 0;

  function finish(): void {
    const text = Buffer.concat(pieces).subarray(0, MAX_BYTES).toString('utf8');
    resolve({ type: 'failure', failure: { status, headers, body: redact(text) } });
  }

  return {
    push(bytes) {
      size += bytes.length;
      pieces.push(bytes);
      if (size >= MAX_BYTES) {
        finish();
        leave();
      }
      return true;
    },
    end: finish,
    fail(error) {
      if (error.code === 'CANCELLED') reject(error);
      else finish();
    },
  };
}
