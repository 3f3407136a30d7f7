/**
 * Cuts server-sent events into frames, by the rules of the HTML standard with one exception: an event that the end of the
 * stream left open still counts, because vendors forget the last blank line.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
import type { Frame } from '#core/provider.ts';
import { DEFAULT_MAX_EVENT_BYTES, type FrameLimits, type FrameParser } from '#upstream/frames/frame-parser.ts';
import { createLineSplitter } from '#upstream/frames/line-splitter.ts';

export type { FrameParser } from '#upstream/frames/frame-parser.ts';

export function createSseParser({ maxEventBytes = DEFAULT_MAX_EVENT_BYTES }: FrameLimits = {}): FrameParser {
  let frames: Frame[] = [];
  let event: string | null = null;
  let data: string | undefined;
  let eventBytes = 0;

  const lines = createLineSplitter({
    breaks: 'any',
    room: () => maxEventBytes - eventBytes,
    onLine(line, byteLength) {
      if (line === '') return dispatch();
      const colon = line.indexOf(':');
      if (colon === 0) return;
      const field = colon === -1 ? line : line.slice(0, colon);
      const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
      if (field === 'data') data = data === undefined ? value : `${data}\n${value}`;
      else if (field === 'event') event = value === '' ? null : value;
      else return;
      eventBytes += byteLength;
    },
  });

  function dispatch(): void {
    if (data !== undefined) frames.push({ event, data });
    event = null;
    data = undefined;
    eventBytes = 0;
  }

  function take(): Frame[] {
    const taken = frames;
    frames = [];
    return taken;
  }

  return {
    push(bytes) {
      lines.push(bytes);
      return take();
    },
    end() {
      lines.end();
      dispatch();
      return take();
    },
  };
}
