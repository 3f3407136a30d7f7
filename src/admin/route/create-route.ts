/** Makes a route by which calls come in. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, WriteOptions } from '#admin/change-config.ts';
import { createResource } from '#admin/create-resource.ts';
import type { Draft } from '#admin/draft.ts';
import { patchRoute } from '#admin/route/patch-route.ts';
import type { RouteCreateInput, RouteUpdateInput } from '#admin/route/route-input.ts';
import type { ResourceConfig, RouteConfig } from '#core/config/document.ts';

export function createRoute(
  { resource, ...fields }: RouteCreateInput,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<RouteConfig>> {
  const add = (draft: Draft, names: ResourceConfig) => addRoute(draft, names, fields);
  return createResource({ kind: 'route', prefix: 'rte', resource, add }, context, options);
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
