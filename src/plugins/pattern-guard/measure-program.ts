/** How long the matches of a compiled pattern can be: the longest path through its program. */

/** The part of an RE2 program that is read here; instructions name each other by index. */
export interface Program {
  readonly start: number;
  readonly inst: readonly Instruction[];
}

interface Instruction {
  readonly op: number;
  readonly out: number;
  /** The other way out of an ALT. */
  readonly arg: number;
  /** Pairs of first and last code point, or a single one. */
  readonly runes: ArrayLike<number>;
}

/** Numbers of the library's instructions, the same as in Go's regexp/syntax: https://pkg.go.dev/regexp/syntax#InstOp */
const OP = { ALT: 1, ALT_MATCH: 2, EMPTY_WIDTH: 4, FAIL: 5, MATCH: 6, RUNE: 8, RUNE1: 9, ANY: 10, ANY_NOT_NL: 11 };
const LAST_OF_ONE_UNIT = 0xffff;

export interface ProgramMeasure {
  /** In UTF-16 units; Infinity where a repetition has no end. */
  readonly longest: number;
  readonly mayBeEmpty: boolean;
  readonly looksAhead: boolean;
}

export function measureProgram({ start, inst }: Program): ProgramMeasure {
  const at = (index: number): Instruction => {
    const instruction = inst[index];
    if (!instruction) throw new RangeError(`The program has no instruction ${index}.`);
    return instruction;
  };
  const reached = reachable(start, (index) => nextOf(at(index)));
  const reachedForFree = reachable(start, (index) => (widthOf(at(index)) > 0 ? [] : nextOf(at(index))));
  const instructions = [...reached].map(at);
  return {
    longest: longestPath(start, reached, at),
    mayBeEmpty: [...reachedForFree].some((index) => at(index).op === OP.MATCH),
    looksAhead: instructions.some(({ op }) => op === OP.EMPTY_WIDTH),
  };
}

function nextOf({ op, out, arg }: Instruction): readonly number[] {
  if (op === OP.ALT || op === OP.ALT_MATCH) return [out, arg];
  return op === OP.MATCH || op === OP.FAIL ? [] : [out];
}

function widthOf({ op, runes }: Instruction): number {
  if (op === OP.ANY || op === OP.ANY_NOT_NL) return 2;
  if (op !== OP.RUNE && op !== OP.RUNE1) return 0;
  const highest = runes[runes.length - 1] ?? 0;
  return highest > LAST_OF_ONE_UNIT ? 2 : 1;
}

function reachable(start: number, next: (index: number) => readonly number[]): Set<number> {
  const found = new Set([start]);
  // A set that grows while it is walked yields the new members too.
  for (const index of found) for (const following of next(index)) found.add(following);
  return found;
}

/** Visits every instruction after all that lead to it; what is never free of predecessors lies on a loop. */
function longestPath(start: number, reached: ReadonlySet<number>, at: (index: number) => Instruction): number {
  const waitsFor = new Map<number, number>([[start, 0]]);
  for (const index of reached) {
    for (const following of nextOf(at(index))) waitsFor.set(following, (waitsFor.get(following) ?? 0) + 1);
  }
  const lengths = new Map<number, number>([[start, 0]]);
  const ready = waitsFor.get(start) === 0 ? [start] : [];
  let visited = 0;
  let longest = 0;
  for (let index = ready.pop(); index !== undefined; index = ready.pop()) {
    visited += 1;
    const instruction = at(index);
    const length = (lengths.get(index) ?? 0) + widthOf(instruction);
    longest = Math.max(longest, length);
    for (const following of nextOf(instruction)) {
      lengths.set(following, Math.max(lengths.get(following) ?? 0, length));
      const waits = (waitsFor.get(following) ?? 0) - 1;
      waitsFor.set(following, waits);
      if (waits === 0) ready.push(following);
    }
  }
  return visited === reached.size ? longest : Number.POSITIVE_INFINITY;
}
