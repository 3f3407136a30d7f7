/** What cannot run whatever the adapters and plugins say: names that are taken, references to nothing, paths that are none. */
import type { ResourceKind } from '#core/config/difference.ts';
import type { ConfigDocument, ResourceConfig } from '#core/config/document.ts';
import type { ConfigProblem } from '#core/config/problem.ts';
import type { AnyPlugin } from '#core/plugin.ts';

/** Paths that are doors of the gateway itself. */
export const RESERVED_PATHS = ['/v1', '/graphql', '/admin', '/healthz', '/readyz', '/metrics'] as const;

const PATH = /^(?:\/[A-Za-z0-9._~-]+)+$/;

type Report = (problem: ConfigProblem) => void;
interface Named {
  readonly kind: ResourceKind;
  readonly item: { readonly id: string; readonly name: string };
}

export function findProblems(
  document: ConfigDocument,
  types: ReadonlyMap<string, AnyPlugin>,
): readonly ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const report: Report = (problem) => problems.push(problem);
  checkNames(document, report);
  checkRoutes(document, report);
  checkReferences(document, report);
  checkChains(document, types, report);
  return problems;
}

function error(
  { kind, item: { id, name } }: Named,
  path: readonly (string | number)[],
  message: string,
): ConfigProblem {
  return { kind, id, name, path: path.map(String), message, severity: 'error' };
}

function checkNames(document: ConfigDocument, report: Report): void {
  const lists: readonly [ResourceKind, readonly ResourceConfig[]][] = [
    ['provider', document.providers],
    ['credential', document.credentials],
    ['route', document.routes],
    ['consumer-group', document.consumerGroups],
    ['consumer', document.consumers],
    ['api-key', document.apiKeys],
    ['plugin', document.plugins],
  ];
  for (const [kind, items] of lists) {
    const seen = new Set<string>();
    for (const item of items) {
      if (seen.has(item.name)) report(error({ kind, item }, ['resource', 'name'], `The name "${item.name}" is taken.`));
      seen.add(item.name);
    }
  }
  checkModelNames(document, report);
}

/** A model answers to its aliases too, so they share one space with the names. */
function checkModelNames({ models }: ConfigDocument, report: Report): void {
  const seen = new Map(models.map(({ name, id }) => [name, id]));
  for (const item of models) {
    if (seen.get(item.name) !== item.id) {
      report(error({ kind: 'model', item }, ['resource', 'name'], `The name "${item.name}" is taken.`));
    }
    for (const [index, alias] of item.aliases.entries()) {
      if (seen.has(alias)) report(error({ kind: 'model', item }, ['aliases', index], `"${alias}" is taken.`));
      else seen.set(alias, item.id);
    }
  }
}

function checkRoutes({ routes }: ConfigDocument, report: Report): void {
  const seen = new Map<string, string>();
  for (const item of routes) {
    const { path, name } = item;
    if (path === null) continue;
    const problem =
      pathProblem(path) ?? (seen.has(path) ? `The route ${seen.get(path)} has this path already.` : undefined);
    if (problem !== undefined) report(error({ kind: 'route', item }, ['path'], problem));
    seen.set(path, name);
  }
}

function pathProblem(path: string): string | undefined {
  if (!PATH.test(path))
    return 'A path begins with / and has letters, digits and . _ ~ - between its slashes, such as /test.';
  const reserved = RESERVED_PATHS.find((taken) => path === taken || path.startsWith(`${taken}/`));
  return reserved && `Paths under ${reserved} belong to the gateway itself; choose another.`;
}

function checkReferences(document: ConfigDocument, report: Report): void {
  const idsOf = (items: readonly { readonly id: string }[]) => new Set(items.map(({ id }) => id));
  const ids = {
    provider: idsOf(document.providers),
    model: idsOf(document.models),
    route: idsOf(document.routes),
    group: idsOf(document.consumerGroups),
    consumer: idsOf(document.consumers),
  };
  const need = (who: Named, path: readonly (string | number)[], kind: keyof typeof ids, wanted: readonly string[]) => {
    for (const [index, id] of wanted.entries()) {
      const at = path.at(-1) === '*' ? [...path.slice(0, -1), index] : path;
      if (!ids[kind].has(id)) report(error(who, at, `There is no ${kind} with the id "${id}".`));
    }
  };
  for (const item of document.credentials)
    need({ kind: 'credential', item }, ['providerId'], 'provider', [item.providerId]);
  for (const item of document.models) {
    for (const [at, { providerId }] of item.targets.entries()) {
      need({ kind: 'model', item }, ['targets', at, 'providerId'], 'provider', [providerId]);
    }
  }
  for (const item of document.routes) {
    need(
      { kind: 'route', item },
      ['defaultModelId'],
      'model',
      item.defaultModelId === null ? [] : [item.defaultModelId],
    );
    need({ kind: 'route', item }, ['allowedModelIds', '*'], 'model', item.allowedModelIds);
  }
  for (const item of document.consumerGroups)
    need({ kind: 'consumer-group', item }, ['allowedModelIds', '*'], 'model', item.allowedModelIds);
  for (const item of document.consumers) need({ kind: 'consumer', item }, ['groupIds', '*'], 'group', item.groupIds);
  for (const item of document.apiKeys) {
    need({ kind: 'api-key', item }, ['consumerId'], 'consumer', [item.consumerId]);
    need({ kind: 'api-key', item }, ['allowedModelIds', '*'], 'model', item.allowedModelIds);
    need({ kind: 'api-key', item }, ['allowedRouteIds', '*'], 'route', item.allowedRouteIds);
  }
}

function checkChains(document: ConfigDocument, types: ReadonlyMap<string, AnyPlugin>, report: Report): void {
  const plugins = new Map(document.plugins.map((plugin) => [plugin.id, plugin]));
  for (const item of document.plugins) {
    if (!types.has(item.type))
      report(error({ kind: 'plugin', item }, ['type'], `There is no plugin of the type "${item.type}".`));
  }
  for (const { id, entries } of document.chains) {
    const who: Named = { kind: 'chain', item: { id, name: id } };
    const alone = new Set<string>();
    for (const [index, { pluginId, enabled }] of entries.entries()) {
      const plugin = plugins.get(pluginId);
      if (!plugin) {
        report(error(who, ['entries', index, 'pluginId'], `There is no plugin with the id "${pluginId}".`));
        continue;
      }
      if (!enabled || types.get(plugin.type)?.merge !== 'replace') continue;
      const message = `A chain has at most one ${plugin.type} that is switched on.`;
      if (alone.has(plugin.type)) report(error(who, ['entries', index, 'pluginId'], message));
      alone.add(plugin.type);
    }
  }
}
