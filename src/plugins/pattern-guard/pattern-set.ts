/** Several patterns looked for together: one pass tells which of them occur at all, and only those are located. */
import { RE2Set } from 're2js';
import { compilePattern, flagsOf, type Pattern } from '#plugins/pattern-guard/pattern.ts';

/** From `start` up to and without `end`, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface PatternSet {
  readonly patterns: readonly Pattern[];
  /** Indexes of the patterns that match somewhere in the text. */
  occurring(text: string): readonly number[];
}

export function createPatternSet(sources: readonly string[], caseSensitive: boolean): PatternSet {
  const set = new RE2Set(RE2Set.UNANCHORED, flagsOf(caseSensitive));
  for (const source of sources) set.add(source);
  set.compile();
  return {
    patterns: sources.map((source) => compilePattern(source, caseSensitive)),
    occurring: (text) => (sources.length === 0 ? [] : set.match(text)),
  };
}

/** The next match that starts at `from` or later; what stands before `from` is still seen by `^` and `\b`. */
export function findFrom({ expression }: Pattern, text: string, from: number): Span | undefined {
  const matcher = expression.matcher(text);
  return matcher.find(from) ? { start: matcher.start(), end: matcher.end() } : undefined;
}

/** Every match of every pattern in a text that is known as a whole, by start; they may overlap. */
export function findSpans(set: PatternSet, text: string): Span[] {
  const spans = set.occurring(text).flatMap((index) => {
    const pattern = set.patterns[index];
    return pattern ? findAll(pattern, text) : [];
  });
  return spans.sort(byStart);
}

/**
 * One search is linear, but a search for each match is not: `a.*z|a` reads to the end of the text for every `a`. So each
 * one reads only this far ahead, and after so many matches the rest counts as one.
 */
const READ_AHEAD = 4_096;
const MOST_MATCHES = 1_000;

function findAll(pattern: Pattern, text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (let span = findNear(pattern, text, from); span; span = findNear(pattern, text, from)) {
    const isLast = spans.length + 1 === MOST_MATCHES;
    spans.push(isLast ? { start: span.start, end: text.length } : span);
    if (isLast) return spans;
    from = span.end;
  }
  if (spans.length > 0) return spans;
  // It does occur, so it is longer than what was read ahead.
  const long = findFrom(pattern, text, 0);
  return long ? [long] : [];
}

function findNear(pattern: Pattern, text: string, from: number): Span | undefined {
  const ahead = Number.isFinite(pattern.longest) ? Math.max(READ_AHEAD, pattern.longest) : READ_AHEAD;
  for (let start = from; ; start += ahead) {
    const end = start + 2 * ahead;
    if (end >= text.length) return findFrom(pattern, text, start);
    const span = findFrom(pattern, text.slice(0, end), start);
    if (!span || span.start >= start + ahead) continue;
    return span.end < end ? span : findFrom(pattern, text, span.start);
  }
}

export function byStart(left: Span, right: Span): number {
  return left.start - right.start;
}
