/** Cuts bytes into lines of text. A line is decoded once it is whole, so torn UTF-8 mends itself. */
import { GatewayError } from '#core/error/gateway-error.ts';

export interface LineSplitter {
  push(bytes: Uint8Array): void;
  /** Hands on a last line that has no line break. */
  end(): void;
}

export interface LineSplitterOptions {
  /** `any`: LF, CRLF or CR, as SSE has it. `lf`: LF alone, a CR before it stays in the text. */
  readonly breaks: 'any' | 'lf';
  /** How many bytes the line that is being read may have now. */
  readonly room: () => number;
  readonly onLine: (text: string, byteLength: number) => void;
}

const LF = 0x0a;
const CR = 0x0d;
const BYTE_ORDER_MARK = '\uFEFF';

export function createLineSplitter({ breaks, room, onLine }: LineSplitterOptions): LineSplitter {
  let pieces: Buffer[] = [];
  let pendingBytes = 0;
  let atStart = true;
  let skipLineFeed = false;

  function hold(piece: Buffer): void {
    if (piece.length === 0) return;
    pieces.push(piece);
    pendingBytes += piece.length;
    assertRoom(pendingBytes);
  }

  function finish(last: Buffer): void {
    const byteLength = pendingBytes + last.length;
    assertRoom(byteLength);
    const whole = pieces.length === 0 ? last : Buffer.concat([...pieces, last], byteLength);
    pieces = [];
    pendingBytes = 0;
    const text = whole.toString('utf8');
    onLine(atStart && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text, byteLength);
    atStart = false;
  }

  function assertRoom(byteLength: number): void {
    if (byteLength <= room()) return;
    throw new GatewayError('PROVIDER_PROTOCOL', { message: 'The provider sent a frame that is too large.' });
  }

  return {
    push(bytes) {
      const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let start = skipLineFeed && chunk[0] === LF ? 1 : 0;
      if (chunk.length > 0) skipLineFeed = false;
      const endOfLine = breaks === 'any' && chunk.includes(CR) ? nextBreak : nextLineFeed;
      for (let end = endOfLine(chunk, start); end !== -1; end = endOfLine(chunk, start)) {
        finish(chunk.subarray(start, end));
        start = end + 1;
        if (breaks === 'lf' || chunk[end] === LF) continue;
        if (start === chunk.length) skipLineFeed = true;
        if (chunk[start] === LF) start += 1;
      }
      hold(chunk.subarray(start));
    },
    end() {
      if (pendingBytes > 0) finish(Buffer.alloc(0));
    },
  };
}

function nextLineFeed(chunk: Buffer, from: number): number {
  return chunk.indexOf(LF, from);
}

function nextBreak(chunk: Buffer, from: number): number {
  const lineFeed = chunk.indexOf(LF, from);
  const carriageReturn = chunk.indexOf(CR, from);
  if (lineFeed === -1) return carriageReturn;
  return carriageReturn === -1 ? lineFeed : Math.min(lineFeed, carriageReturn);
}
