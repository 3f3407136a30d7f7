/** Finds what somebody probably meant to write. */

/** The known name with the fewest changes to the given one; undefined where none is near. */
export function nearestName(given: string, known: readonly string[]): string | undefined {
  const most = Math.ceil(given.length / 4);
  const [nearest] = known
    .map((name) => ({ name, changes: countChanges(given, name) }))
    .filter(({ changes }) => changes <= most)
    .toSorted((left, right) => left.changes - right.changes);
  return nearest?.name;
}

/** Letters to insert, to remove or to replace. See https://en.wikipedia.org/wiki/Levenshtein_distance. */
function countChanges(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1];
    for (const [column, wanted] of [...to].entries()) {
      const replaced = (above[column] ?? 0) + (letter === wanted ? 0 : 1);
      current.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    above = current;
  }
  return above[to.length] ?? 0;
}
