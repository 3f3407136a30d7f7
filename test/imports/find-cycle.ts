/** Finds a way that leads back to where it began. */

/** The nodes of the first circle that is met, the first one again at the end; undefined where there is none. */
export function findCycle(edges: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();

  function follow(node: string, way: readonly string[]): readonly string[] | undefined {
    const seenAt = way.indexOf(node);
    if (seenAt !== -1) return [...way.slice(seenAt), node];
    if (done.has(node)) return undefined;
    for (const next of edges.get(node) ?? []) {
      const cycle = follow(next, [...way, node]);
      if (cycle) return cycle;
    }
    done.add(node);
    return undefined;
  }

  for (const node of edges.keys()) {
    const cycle = follow(node, []);
    if (cycle) return cycle;
  }
  return undefined;
}
