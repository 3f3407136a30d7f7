/** Finds routes that cannot be reached, or that cannot do what they promise. */
import type { ConfigDocument, RouteConfig } from '#core/config/document.ts';
import type { Model } from '#core/snapshot.ts';
import { type Report, tellOf } from '#snapshot/report.ts';
import { routePathProblem } from '#snapshot/route-path.ts';

/** `models`: those that can be used, by id. */
export function checkRoutes(
  { routes, models: configured }: ConfigDocument,
  models: ReadonlyMap<string, Model>,
  report: Report,
): void {
  const known = new Set(configured.map(({ id }) => id));
  const holders = Map.groupBy(routes, ({ path }) => path);
  for (const route of routes) {
    const tell = tellOf(report, 'route', route);
    const { path } = route;
    if (path !== null) {
      const problem = routePathProblem(path);
      if (problem !== undefined) tell(['path'], problem);
      const other = holders.get(path)?.find(({ id }) => id !== route.id);
      if (other) tell(['path'], `The route ${other.name} has the path ${path} too.`);
    }
    // A model that does not exist at all is an error, found elsewhere.
    const isJudged = route.enabled && route.defaultModelId !== null && known.has(route.defaultModelId);
    const warning = isJudged ? defaultModelWarning(route, models) : undefined;
    if (warning !== undefined) tell(['defaultModelId'], warning, 'warning');
  }
}

function defaultModelWarning(
  { defaultModelId, allowedModelIds }: RouteConfig,
  models: ReadonlyMap<string, Model>,
): string | undefined {
  if (defaultModelId === null) return undefined;
  if (!models.has(defaultModelId)) return 'Its default model cannot be used now, so callers have to name another.';
  if (allowedModelIds.length === 0 || allowedModelIds.includes(defaultModelId)) return undefined;
  return 'Its default model is not among those it allows, so callers have to name another.';
}
