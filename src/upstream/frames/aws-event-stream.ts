/**
 * Cuts messages of AWS's binary event stream into frames and checks both checksums of each.
 * https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html
 */
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Frame } from '#core/provider.ts';
import { DEFAULT_MAX_EVENT_BYTES, type FrameLimits, type FrameParser } from '#upstream/frames/frame-parser.ts';

/** Length of the message, length of its headers, checksum of the two. */
const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  (text) => Buffer.from(text, 'utf8'),
);

export function createAwsEventStreamParser({ maxEventBytes = DEFAULT_MAX_EVENT_BYTES }: FrameLimits = {}): FrameParser {
  let pieces: Buffer[] = [];
  let held = 0;
  /** Of the message that is being read; undefined until its prelude is there. */
  let wanted: number | undefined;

  /** What is held, as one piece. */
  function join(): Buffer {
    const [first] = pieces;
    const whole = first && pieces.length === 1 ? first : Buffer.concat(pieces, held);
    pieces = [whole];
    return whole;
  }

  function take(size: number): Buffer {
    const whole = join();
    pieces = [whole.subarray(size)];
    held -= size;
    return whole.subarray(0, size);
  }

  return {
    push(bytes) {
      const frames: Frame[] = [];
      pieces.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      held += bytes.byteLength;
      for (;;) {
        if (wanted === undefined && held >= PRELUDE_BYTES) wanted = lengthOf(join(), maxEventBytes);
        if (wanted === undefined || held < wanted) return frames;
        frames.push(...readMessage(take(wanted)));
        wanted = undefined;
      }
    },
    end() {
      if (held > 0) throw new GatewayError('STREAM_INTERRUPTED', { internal: `${held} bytes of a message came.` });
      return [];
    },
  };
}

function lengthOf(head: Buffer, maxEventBytes: number): number {
  const [length, headers] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  if (length > maxEventBytes)
    throw new GatewayError('PROVIDER_PROTOCOL', { message: 'The provider sent a frame that is too large.' });
  if (headers > length - PRELUDE_BYTES - CHECKSUM_BYTES)
    throw broken(`A message of ${length} bytes with ${headers} of headers.`);
  return length;
}

type Headers = ReturnType<typeof codec.decode>['headers'];

/** None for what is neither an event nor a failure. */
function readMessage(bytes: Buffer): readonly Frame[] {
  const { headers, body } = decode(bytes);
  const data = Buffer.from(body).toString('utf8');
  switch (textOf(headers, ':message-type')) {
    case 'event':
      return [{ event: textOf(headers, ':event-type') ?? null, data }];
    case 'exception':
      return [{ event: textOf(headers, ':exception-type') ?? 'exception', data }];
    case 'error': {
      const message = textOf(headers, ':error-message') ?? '';
      return [{ event: textOf(headers, ':error-code') ?? 'error', data: JSON.stringify({ message }) }];
    }
    default:
      return [];
  }
}

function decode(bytes: Buffer): ReturnType<typeof codec.decode> {
  try {
    return codec.decode(bytes);
  } catch (thrown) {
    throw broken(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function textOf(headers: Headers, name: string): string | undefined {
  const header = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return header?.type === 'string' ? header.value : undefined;
}

function broken(internal: string): GatewayError {
  return new GatewayError('PROVIDER_PROTOCOL', {
    message: 'The provider sent bytes that are no AWS event stream.',
    internal,
  });
}
