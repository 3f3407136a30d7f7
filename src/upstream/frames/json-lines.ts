/** Cuts one JSON value per line into frames; blank lines are keep-alives. */
import type { Frame } from '#core/provider.ts';
import { DEFAULT_MAX_EVENT_BYTES, type FrameLimits, type FrameParser } from '#upstream/frames/frame-parser.ts';
import { createLineSplitter } from '#upstream/frames/line-splitter.ts';

export function createJsonLinesParser({ maxEventBytes = DEFAULT_MAX_EVENT_BYTES }: FrameLimits = {}): FrameParser {
  let frames: Frame[] = [];

  const lines = createLineSplitter({
    breaks: 'lf',
    room: () => maxEventBytes,
    onLine(line) {
      const data = line.trim();
      if (data !== '') frames.push({ event: null, data });
    },
  });

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
      return take();
    },
  };
}
