/** What is known of the model of a stored target. */
import type { AdminDeps } from '#admin/admin-deps.ts';
import type { TargetConfig } from '#core/config/document.ts';
import type { ModelFacts } from '#core/cost/model-facts.ts';
import { factsOf } from '#snapshot/facts-of.ts';

export function factsOfTarget(
  target: TargetConfig,
  kind: string,
  { catalogue }: Pick<AdminDeps, 'catalogue'>,
): ModelFacts {
  return factsOf(target, kind, catalogue);
}
