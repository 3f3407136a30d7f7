/**
 * Reads a text that arrives in pieces and lets go of only what no pattern can match any more. However the text is cut,
 * what comes out in the end is the same.
 */
import { byStart, findFrom, type PatternSet, type Span } from '#plugins/pattern-guard/pattern-set.ts';
import type { Scanner } from '#plugins/text/guard-stream.ts';

export interface ScannerOptions {
  readonly set: PatternSet;
  /** Stands for the longest match of a pattern that has none. */
  readonly maxMatchLength: number;
  readonly maskWith: string;
  /** Called before anything after the match is let go; throwing keeps it in for ever. */
  onFound(): void;
}

/** Characters kept before what is undecided, for `\b`; two, so that a surrogate pair stays whole. */
const CONTEXT = 2;

export function createScanner(options: ScannerOptions): Scanner {
  const { set, maskWith, onFound } = options;
  const { reach, grid } = windowOf(options);
  let text = '';
  /** Characters of the whole that were dropped from the front of `text`. */
  let dropped = 0;
  /** Everything before it has left, masked or not. */
  let left = 0;
  let endsMasked = false;
  let nextScanAt = grid;
  const searchedTo = set.patterns.map(() => 0);

  /** The matches that start before `decided`; those that start later may still change. */
  const takeSpans = (view: string, decided: number): Span[] => {
    const spans: Span[] = [];
    for (const index of set.occurring(view)) {
      const pattern = set.patterns[index];
      if (!pattern) continue;
      let from = searchedTo[index] ?? 0;
      for (
        let span = findFrom(pattern, view, from);
        span && span.start < decided;
        span = findFrom(pattern, view, from)
      ) {
        spans.push(span);
        from = span.end;
      }
      searchedTo[index] = from;
    }
    for (const [index, from] of searchedTo.entries()) searchedTo[index] = Math.max(from, decided);
    return spans.sort(byStart);
  };

  const letGo = (view: string, to: number): string => {
    if (to <= left) return '';
    const piece = view.slice(left, to);
    left = to;
    endsMasked = false;
    return piece;
  };

  const mask = ({ start, end }: Span, view: string): string => {
    const before = letGo(view, start);
    const sign = endsMasked ? '' : maskWith;
    left = Math.max(left, end);
    endsMasked = true;
    return before + sign;
  };

  const scan = (length: number, isEnd: boolean): string => {
    const decided = isEnd ? length : length - reach + 1;
    if (decided <= left && !isEnd) return '';
    const view = text.slice(0, length);
    const spans = takeSpans(view, decided);
    if (spans.length > 0) onFound();
    let out = '';
    for (const span of spans) out += mask(span, view);
    const to = !isEnd && isHighSurrogate(view, decided - 1) ? decided - 1 : decided;
    return out + letGo(view, to);
  };

  const forget = (): void => {
    const done = Math.min(left, ...searchedTo) - CONTEXT;
    if (done <= 0) return;
    text = text.slice(done);
    dropped += done;
    left -= done;
    for (const [index, from] of searchedTo.entries()) searchedTo[index] = from - done;
  };

  return {
    push(piece) {
      text += piece;
      const received = dropped + text.length;
      if (grid === 1) {
        const out = scan(text.length, false);
        forget();
        return out;
      }
      let out = '';
      for (; nextScanAt <= received; nextScanAt += grid) {
        out += scan(nextScanAt - dropped, false);
        forget();
      }
      return out;
    },
    end: () => scan(text.length, true),
  };
}

/**
 * `reach`: how far after its start a match is decided. `grid`: where a match has no longest form, what is found depends
 * on how much text is looked at, so it is looked at only when a multiple of this many characters has come.
 */
function windowOf({ set: { patterns }, maxMatchLength }: ScannerOptions): { reach: number; grid: number } {
  const isEndless = patterns.some(({ longest }) => longest === Number.POSITIVE_INFINITY);
  const lengths = patterns.map(({ longest }) => (longest === Number.POSITIVE_INFINITY ? maxMatchLength : longest));
  const looksAhead = patterns.some((pattern) => pattern.looksAhead) ? 1 : 0;
  const reach = Math.max(1, ...lengths) + looksAhead;
  return { reach, grid: isEndless ? Math.max(1, Math.ceil(maxMatchLength / 4)) : 1 };
}

function isHighSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}
