/** From configured models to ones that callers can use: each with its targets in order. */
import type { ConfigDocument, ModelConfig, TargetConfig } from '#core/config/document.ts';
import type { Model, Target } from '#core/snapshot.ts';
import type { BoundProvider } from '#snapshot/bind-providers.ts';
import { type Report, tellOf } from '#snapshot/report.ts';

/** By id; models that are switched off or have no target left are not there. */
export function bindModels(
  { models }: ConfigDocument,
  providers: ReadonlyMap<string, BoundProvider>,
  report: Report,
): ReadonlyMap<string, Model> {
  const usable = models.flatMap((model) => (model.enabled ? bindModel(model, providers, report) : []));
  return new Map(usable.map((model) => [model.id, model]));
}

function bindModel(model: ModelConfig, providers: ReadonlyMap<string, BoundProvider>, report: Report): Model[] {
  const { id, name, displayName, description, maxAttempts } = model;
  const targets = model.targets
    .flatMap((target) => bindTarget(target, providers.get(target.providerId)))
    .sort((left, right) => left.priority - right.priority || (left.name < right.name ? -1 : 1));
  if (targets.length > 0) {
    return [{ id, name, displayName, description, targets, maxAttempts: maxAttempts ?? targets.length }];
  }
  const reason = model.targets.length === 0 ? 'it has no target' : 'the providers of all its targets are switched off';
  tellOf(report, 'model', model)(['targets'], `Callers cannot use it: ${reason}.`, 'warning');
  return [];
}

function bindTarget(
  { name, upstreamModel, priority, weight }: TargetConfig,
  provider: BoundProvider | undefined,
): Target[] {
  return provider ? [{ ...provider, name, upstreamModel, priority, weight }] : [];
}
