/** The targets of a model in the order of trial, each with its chance to be asked first. */
import type { Model, Target } from '#core/snapshot.ts';

export interface ExplainedTarget {
  readonly name: string;
  readonly providerId: string;
  readonly upstreamModel: string;
  readonly priority: number;
  /** From 0 to 1. */
  readonly probability: number;
}

/** Within a priority the likelier ones first: a call draws their order anew. */
export function explainTargets({ targets }: Model): readonly ExplainedTarget[] {
  const first = targets.filter(({ priority }) => priority === targets[0]?.priority);
  const sum = first.reduce((total, { weight }) => total + weight, 0);
  // Where nothing has a weight nothing is drawn, and the targets are asked in their own order.
  const chance = (target: Target): number => (sum > 0 ? target.weight / sum : Number(target === first[0]));
  return targets
    .map((target) => ({ target, probability: first.includes(target) ? chance(target) : 0 }))
    .toSorted((left, right) => left.target.priority - right.target.priority || right.target.weight - left.target.weight)
    .map(({ target: { name, provider, upstreamModel, priority }, probability }) => ({
      name,
      providerId: provider.id,
      upstreamModel,
      priority,
      probability,
    }));
}
