/** Compiles a configuration into a snapshot that calls can run on, or says everything that keeps it from running. */
import type { ConfigDocument, RouteConfig } from '#core/config/document.ts';
import type { ConfigProblem } from '#core/config/problem.ts';
import type { Catalogue } from '#core/cost/model-facts.ts';
import type { AnyPlugin, PluginTools } from '#core/plugin.ts';
import type { AnyProvider } from '#core/provider.ts';
import type { Model, Route, Snapshot } from '#core/snapshot.ts';
import { bindKeys } from '#snapshot/bind-keys.ts';
import { bindModels } from '#snapshot/bind-models.ts';
import { compilePlugins } from '#snapshot/bind-plugins.ts';
import { bindProviders } from '#snapshot/bind-providers.ts';
import { checkRoutes } from '#snapshot/check-routes.ts';
import { findProblems } from '#snapshot/find-problems.ts';
import { indexChains } from '#snapshot/index-chains.ts';
import { rememberChains } from '#snapshot/remember-chains.ts';
import type { Report } from '#snapshot/report.ts';
import { warnOfOrder } from '#snapshot/warn-of-order.ts';

export interface Registries {
  readonly providers: readonly AnyProvider[];
  readonly plugins: readonly AnyPlugin[];
  readonly catalogue: Catalogue;
  /** What an instance works with; called once an instance and snapshot. */
  readonly toolsOf: (instance: { readonly id: string; readonly name: string }) => PluginTools;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface SnapshotSource {
  readonly document: ConfigDocument;
  readonly revision: number;
}

export type BuildResult =
  | { readonly type: 'built'; readonly snapshot: Snapshot; readonly warnings: readonly ConfigProblem[] }
  | { readonly type: 'refused'; readonly problems: readonly ConfigProblem[] };

export function buildSnapshot({ document, revision }: SnapshotSource, registries: Registries): BuildResult {
  const types = new Map(registries.plugins.map((plugin) => [plugin.id, plugin]));
  const adapters = new Map(registries.providers.map((provider) => [provider.id, provider]));
  const found: ConfigProblem[] = [];
  const report: Report = (problem) => void found.push(problem);

  findProblems(document, types, report);
  const models = bindModels(document, bindProviders(document, adapters, report), registries.catalogue, report);
  checkRoutes(document, models, report);
  const bind = compilePlugins(document, types, registries.toolsOf, report);
  const chains = indexChains(document, types);
  warnOfOrder(document, chains, report);
  if (found.some(({ severity }) => severity === 'error')) return { type: 'refused', problems: found };

  const routes = document.routes.filter(({ enabled }) => enabled).map((route) => bindRoute(route, models));
  const snapshot: Snapshot = {
    revision,
    builtAt: registries.now,
    routesByName: new Map(routes.map((route) => [route.name, route])),
    routesByPath: new Map(routes.flatMap((route) => (route.path === null ? [] : [[route.path, route]]))),
    models: modelsByName(document, models),
    keys: bindKeys(document),
    chainOf: rememberChains((place) =>
      chains.entriesAt(place).flatMap((entry) => (entry.runs ? (bind(entry) ?? []) : [])),
    ),
  };
  return { type: 'built', snapshot, warnings: found };
}

function bindRoute(
  { id, name, path, access, defaultModelId, allowedModelIds }: RouteConfig,
  models: ReadonlyMap<string, Model>,
): Route {
  return {
    id,
    name,
    path,
    access,
    defaultModel: (defaultModelId !== null && models.get(defaultModelId)) || null,
    allowedModels: allowedModelIds.length === 0 ? 'all' : new Set(allowedModelIds),
  };
}

function modelsByName(document: ConfigDocument, models: ReadonlyMap<string, Model>): ReadonlyMap<string, Model> {
  return new Map(
    document.models.flatMap(({ id, name, aliases }) => {
      const model = models.get(id);
      return model ? [name, ...aliases].map((word): [string, Model] => [word, model]) : [];
    }),
  );
}
