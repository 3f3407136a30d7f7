/** Makes a route by which calls come in. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, WriteOptions } from '#admin/change-config.ts';
import { changeResource } from '#admin/change-resource.ts';
import type { Draft } from '#admin/draft.ts';
import { newResource } from '#admin/resource.ts';
import { patchRoute } from '#admin/route/patch-route.ts';
import type { RouteCreateInput, RouteUpdateInput } from '#admin/route/route-input.ts';
import type { ResourceConfig, RouteConfig } from '#core/config/document.ts';

export function createRoute(
  { resource, ...fields }: RouteCreateInput,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<RouteConfig>> {
  const edit = (draft: Draft) =>
    addRoute(draft, newResource(draft, 'route', context.deps.newId('rte'), resource), fields);
  return changeResource({ action: 'route.create', edit }, context, options);
}

export function addRoute(
  draft: Draft,
  names: ResourceConfig,
  fields: RouteUpdateInput,
  path: readonly string[] = ['input'],
): RouteConfig {
  const route = patchRoute(
    draft,
    { ...names, path: null, defaultModelId: null, allowedModelIds: [], access: 'key', enabled: true },
    fields,
    path,
  );
  draft.add('route', route, path);
  return route;
}
