/** From configured models to ones that callers can use: each with its targets in order. */
import type { ConfigDocument, ModelConfig, TargetConfig } from '#core/config/document.ts';
import type { Catalogue } from '#core/cost/model-facts.ts';
import type { Model, Target } from '#core/snapshot.ts';
import type { BoundProvider } from '#snapshot/bind-providers.ts';
import { factsOf } from '#snapshot/facts-of.ts';
import { type Report, tellOf } from '#snapshot/report.ts';

/** By id; models that are switched off or have no target left are not there. */
export function bindModels(
  { models }: ConfigDocument,
  providers: ReadonlyMap<string, BoundProvider>,
  catalogue: Catalogue,
  report: Report,
): ReadonlyMap<string, Model> {
  const usable = models.flatMap((model) => (model.enabled ? bindModel(model, providers, catalogue, report) : []));
  return new Map(usable.map((model) => [model.id, model]));
}

function bindModel(
  model: ModelConfig,
  providers: ReadonlyMap<string, BoundProvider>,
  catalogue: Catalogue,
  report: Report,
): Model[] {
  const { id, name, displayName, description, maxAttempts } = model;
  const targets = model.targets
    .flatMap((target) => bindTarget(target, providers.get(target.providerId), catalogue))
    .sort((left, right) => left.priority - right.priority || (left.name < right.name ? -1 : 1));
  if (targets.length > 0) {
    return [{ id, name, displayName, description, targets, maxAttempts: maxAttempts ?? targets.length }];
  }
  const reason = model.targets.length === 0 ? 'it has no target' : 'the providers of all its targets are switched off';
  tellOf(report, 'model', model)(['targets'], `Callers cannot use it: ${reason}.`, 'warning');
  return [];
}

function bindTarget(target: TargetConfig, provider: BoundProvider | undefined, catalogue: Catalogue): Target[] {
  if (!provider) return [];
  const { name, upstreamModel, priority, weight } = target;
  const facts = factsOf(target, provider.adapter.id, catalogue);
  return [{ ...provider, name, upstreamModel, priority, weight, facts }];
}
