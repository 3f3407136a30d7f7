/** The order in which the targets of a model are tried: by priority, and inside a priority drawn by weight. */
import type { Target } from '#core/snapshot.ts';

export function orderTargets(targets: readonly Target[], random: () => number): readonly Target[] {
  if (targets.length < 2) return targets;
  const byPriority = Map.groupBy(targets, ({ priority }) => priority);
  const priorities = [...byPriority.keys()].sort((left, right) => left - right);
  return priorities.flatMap((priority) => drawByWeight(byPriority.get(priority) ?? [], random));
}

/** Draws without putting back; targets of weight 0 come last, in their own order. */
function drawByWeight(targets: readonly Target[], random: () => number): Target[] {
  const left = targets.filter(({ weight }) => weight > 0);
  const drawn: Target[] = [];
  while (left.length > 0) {
    const index = pickByWeight(left, random());
    drawn.push(...left.splice(index, 1));
  }
  return [...drawn, ...targets.filter(({ weight }) => weight <= 0)];
}

/** The index whose share of the sum of weights holds the point `at` (0 to 1). */
export function pickByWeight(items: readonly { readonly weight: number }[], at: number): number {
  let point = at * items.reduce((sum, { weight }) => sum + weight, 0);
  for (const [index, { weight }] of items.entries()) {
    point -= weight;
    if (point < 0) return index;
  }
  return items.length - 1;
}
