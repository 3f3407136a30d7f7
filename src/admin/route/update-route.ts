/** Changes a route. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, UpdateResource, WriteOptions } from '#admin/change-config.ts';
import { patchRoute } from '#admin/route/patch-route.ts';
import type { RouteUpdateInput } from '#admin/route/route-input.ts';
import { updateResource } from '#admin/update-resource.ts';
import type { RouteConfig } from '#core/config/document.ts';

export function updateRoute(
  update: UpdateResource<RouteUpdateInput>,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<RouteConfig>> {
  return updateResource({ kind: 'route', update, patch: patchRoute }, context, options);
}
