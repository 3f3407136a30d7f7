/** Chooses by status and content type how an answer is read. */
import { GatewayError } from '#core/error/gateway-error.ts';
import type { SendOptions, WireReply } from '#core/ports.ts';
import type { Framing } from '#core/provider.ts';
import type { AnswerSink, Flow } from '#upstream/answer/answer-sink.ts';
import { createFailureAnswer } from '#upstream/answer/failure-answer.ts';
import { createFrameStream } from '#upstream/answer/frame-stream.ts';
import { createWholeAnswer } from '#upstream/answer/whole-answer.ts';
import { createAwsEventStreamParser } from '#upstream/frames/aws-event-stream.ts';
import type { FrameParser } from '#upstream/frames/frame-parser.ts';
import { createJsonLinesParser } from '#upstream/frames/json-lines.ts';
import { createSseParser } from '#upstream/frames/sse.ts';

export interface AnswerHead {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly framing: SendOptions['framing'] | undefined;
  readonly maxResponseBytes: number;
  readonly redact: (text: string) => string;
  readonly flow: Flow;
  readonly resolve: (reply: WireReply) => void;
  readonly reject: (error: GatewayError) => void;
}

const PARSERS = {
  sse: createSseParser,
  'json-lines': createJsonLinesParser,
  'aws-event-stream': createAwsEventStreamParser,
} as const satisfies Record<Framing, () => FrameParser>;

/** Some vendors answer a streamed request with a whole answer or an error object and 200; a proxy answers with a page. */
const NEVER_FRAMES = /^\s*(application\/json|text\/html)\b/i;

/** @throws GatewayError PROVIDER_PROTOCOL where the answer is compressed, which the request forbids. */
export function chooseAnswer(head: AnswerHead): AnswerSink {
  const { status, headers, framing, maxResponseBytes: maxBytes, redact, flow, resolve, reject } = head;
  if (status > 299) {
    return createFailureAnswer({ status, headers: joined(headers), resolve, reject, leave: flow.leave, redact });
  }
  const encoding = String(headers['content-encoding'] ?? 'identity');
  if (encoding !== 'identity') {
    const internal = `Content encoding ${JSON.stringify(encoding)}`;
    throw new GatewayError('PROVIDER_PROTOCOL', { message: 'The provider compressed its answer unasked.', internal });
  }
  const contentType = String(headers['content-type'] ?? '');
  if (!framing || NEVER_FRAMES.test(contentType)) {
    return createWholeAnswer({ contentType, maxBytes, resolve, reject, redact });
  }
  const stream = createFrameStream(PARSERS[framing](), flow);
  resolve({ type: 'frames', frames: stream.frames });
  return stream;
}

function joined(headers: AnswerHead['headers']): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === 'string' ? value : value.join(', ')] as const],
  );
  return Object.fromEntries(entries);
}
