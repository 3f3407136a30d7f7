/** One pattern in RE2 syntax: matched in time that grows with the text only, whatever the pattern is. */
import { RE2JS, RE2JSException } from 're2js';
import { measureProgram, type Program } from '#plugins/pattern-guard/measure-program.ts';

export interface Pattern {
  readonly source: string;
  readonly expression: RE2JS;
  /** Instructions of its program: a search takes no more steps than this for each character. */
  readonly size: number;
  /** Longest match in UTF-16 units; Infinity where there is none. */
  readonly longest: number;
  /** Whether it may match nothing at all, such as `a*` or `^`. */
  readonly mayBeEmpty: boolean;
  /** Whether the character after a match can decide about it, as with `$` and `\b`. */
  readonly looksAhead: boolean;
}

/** @throws RE2JSException where the text is not in RE2 syntax. */
export function compilePattern(source: string, caseSensitive: boolean): Pattern {
  const expression = RE2JS.compile(source, flagsOf(caseSensitive));
  // The library types the compiled program as `any`; `Program` names the part of it that is read.
  const program = expression.re2().prog as Program;
  return { source, expression, size: program.inst.length, ...measureProgram(program) };
}

export function flagsOf(caseSensitive: boolean): number {
  return caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE;
}

/** Most steps of one search, some tens of milliseconds: what has to take more is done in several turns or not at all. */
export const MOST_STEPS = 1_000_000;
/** Fewest characters that one search is to get on. */
export const LEAST_AHEAD = 256;

/** What is wrong with a pattern, in a sentence; undefined where nothing is. */
export function patternProblem(source: string, wanted: { readonly mayBeEmpty: boolean }): string | undefined {
  try {
    const { mayBeEmpty, longest, size } = compilePattern(source, false);
    if (Number.isFinite(longest) && (longest + LEAST_AHEAD) * size > MOST_STEPS && !wanted.mayBeEmpty)
      return `The pattern is too large to be looked for in time: up to ${longest} characters in up to ${size} steps each.`;
    if (!mayBeEmpty || wanted.mayBeEmpty) return undefined;
    return 'The pattern matches the empty text, so it would match everywhere.';
  } catch (thrown) {
    if (!(thrown instanceof RE2JSException)) throw thrown;
    return `The pattern is not in RE2 syntax, which has no look-around and no back-references: ${thrown.message}`;
  }
}

/** Most characters that can be held back for patterns without a longest match; those that are none have problems of their own. */
export function longestWindow(sources: readonly string[]): number {
  const sizes = sources.flatMap((source) => {
    if (patternProblem(source, { mayBeEmpty: false }) !== undefined) return [];
    const { longest, size } = compilePattern(source, false);
    return Number.isFinite(longest) ? [] : [size];
  });
  // A quarter more is held back than is asked for.
  return Math.floor((0.8 * MOST_STEPS) / Math.max(1, ...sizes));
}
