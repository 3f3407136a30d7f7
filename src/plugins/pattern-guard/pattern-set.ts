/** Several patterns looked for together: one pass tells which of them occur at all, and only those are located. */
import { RE2Set } from 're2js';
import { compilePattern, flagsOf, LEAST_AHEAD, MOST_STEPS, type Pattern } from '#plugins/pattern-guard/pattern.ts';
import { nextTurn } from '#plugins/text/next-turn.ts';

/** From `start` up to and without `end`, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface PatternSet {
  readonly patterns: readonly Pattern[];
  /** Indexes of the patterns that match somewhere in the text. */
  occurring(text: string): readonly number[];
  /** What was found in texts before. */
  readonly known?: ReadonlyMap<string, readonly Span[]>;
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
  const known = set.known?.get(text);
  if (known) return [...known];
  const spans: Span[] = [];
  for (const found of searchSteps(set, text)) if (found) spans.push(found);
  return spans.sort(byStart);
}

/** The same for several texts, in as many turns as it takes; the set knows them then. */
export async function learnSpans(set: PatternSet, texts: Iterable<string>): Promise<PatternSet> {
  const known = new Map<string, readonly Span[]>();
  let steps = 0;
  for (const text of new Set(texts)) {
    const spans: Span[] = [];
    for (const found of searchSteps(set, text, (more) => (steps += more))) {
      if (found) spans.push(found);
      if (steps < MOST_STEPS / 2) continue;
      steps = 0;
      await nextTurn();
    }
    known.set(text, spans.sort(byStart));
  }
  return { ...set, known };
}

/** Stops after each search; `count` hears how many steps it may have taken. */
function* searchSteps(set: PatternSet, text: string, count: (steps: number) => void = () => undefined) {
  const occurring = set.occurring(text);
  count(text.length);
  yield undefined;
  for (const index of occurring) {
    const pattern = set.patterns[index];
    if (pattern) yield* findAll(pattern, text, count);
  }
}

/**
 * One search is linear, but a search for each match is not: `a.*z|a` reads to the end of the text for every `a`. So each
 * one reads only so far ahead, and after so many matches the rest counts as one.
 */
const READ_AHEAD = 4_096;
const MOST_MATCHES = 1_000;

function* findAll(pattern: Pattern, text: string, count: (steps: number) => void): Generator<Span | undefined> {
  const { ahead, reach } = windowOf(pattern);
  let matches = 0;
  let from = 0;
  while (from < text.length) {
    const end = Math.min(text.length, from + ahead + reach);
    let span = findFrom(pattern, text.slice(0, end), from);
    count((end - from) * pattern.size);
    if (!span && end === text.length) break;
    if (!span || (end < text.length && span.start >= from + ahead)) {
      from += ahead;
      yield undefined;
      continue;
    }
    // It may go on behind the window, or end there only because the window does.
    if (end < text.length && span.end === end) span = findLong(pattern, text, span.start);
    if (!span) break;
    matches += 1;
    if (matches === MOST_MATCHES) {
      yield { start: span.start, end: text.length };
      return;
    }
    yield span;
    from = span.end;
  }
  if (matches > 0) return;
  // It does occur, so it is longer than what was read ahead.
  const long = findLong(pattern, text, 0);
  if (long) yield long;
}

/** All the rest where looking for the end of the match would take too long. */
function findLong(pattern: Pattern, text: string, from: number): Span | undefined {
  const isTooLong = (text.length - from) * pattern.size > MOST_STEPS;
  return isTooLong ? { start: from, end: text.length } : findFrom(pattern, text, from);
}

/** A match has to begin in the first `ahead` characters of a window, and is seen whole up to `reach`. */
function windowOf({ longest, size }: Pattern): { readonly ahead: number; readonly reach: number } {
  const inTime = Math.floor(MOST_STEPS / size);
  if (Number.isFinite(longest)) {
    return { ahead: Math.max(LEAST_AHEAD, Math.min(READ_AHEAD, inTime - longest)), reach: longest + 1 };
  }
  const ahead = Math.max(LEAST_AHEAD, Math.min(READ_AHEAD, Math.floor(inTime / 2)));
  return { ahead, reach: ahead };
}

export function byStart(left: Span, right: Span): number {
  return left.start - right.start;
}
