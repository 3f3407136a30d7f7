/** How alike two vectors are, from -1 to 1. */

export type Vector = readonly number[];

/** @throws Error where they cannot be compared: no likeness and no answer are not the same. */
export function cosine(one: Vector, other: Vector): number {
  if (one.length !== other.length) throw new Error('The vectors are not of one length.');
  let dot = 0;
  let ones = 0;
  let others = 0;
  for (const [index, left] of one.entries()) {
    const right = other[index] ?? 0;
    dot += left * right;
    ones += left * left;
    others += right * right;
  }
  const likeness = dot / Math.sqrt(ones * others);
  if (!Number.isFinite(likeness)) throw new Error('A vector has no direction.');
  return likeness;
}
