/** A whole answer of 2xx: all bytes up to a limit, read as JSON. */
import { GatewayError } from '#core/error/gateway-error.ts';
import { parseJson } from '#core/json.ts';
import type { WireReply } from '#core/ports.ts';
import type { AnswerSink } from '#upstream/answer/answer-sink.ts';

export interface WholeAnswerOptions {
  readonly contentType: string;
  readonly maxBytes: number;
  readonly resolve: (reply: WireReply) => void;
  readonly reject: (error: GatewayError) => void;
  /** Takes secrets out of an excerpt for the log. */
  readonly redact: (text: string) => string;
}

const EXCERPT_LENGTH = 200;

export function createWholeAnswer({ contentType, maxBytes, resolve, reject, redact }: WholeAnswerOptions): AnswerSink {
  const pieces: Uint8Array[] = [];
  let size = 0;

  return {
    push(bytes) {
      size += bytes.length;
      if (size > maxBytes) {
        const message = `The answer of the provider is larger than ${maxBytes} bytes.`;
        throw new GatewayError('PROVIDER_PROTOCOL', { message });
      }
      pieces.push(bytes);
      return true;
    },
    end() {
      const text = Buffer.concat(pieces, size).toString('utf8');
      const body = parseJson(text.startsWith('\uFEFF') ? text.slice(1) : text);
      if (body === undefined) reject(notJson(contentType, redact(text.slice(0, EXCERPT_LENGTH))));
      else resolve({ type: 'body', body });
    },
    fail: reject,
  };
}

function notJson(contentType: string, excerpt: string): GatewayError {
  return new GatewayError('PROVIDER_PROTOCOL', {
    message: 'The provider answered with something that is not JSON.',
    internal: `Content type ${JSON.stringify(contentType)}, beginning with ${JSON.stringify(excerpt)}`,
  });
}
