/** Removes a route that no key names. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, DeleteResource, WriteOptions } from '#admin/change-config.ts';
import { deleteResource } from '#admin/delete-resource.ts';
import type { Draft } from '#admin/draft.ts';
import { forgetInRevokedKeys } from '#admin/forget-in-revoked-keys.ts';
import { refuseUsed } from '#admin/refuse-used.ts';
import type { RouteConfig } from '#core/config/document.ts';

export function deleteRoute(
  seen: DeleteResource,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<RouteConfig>> {
  return deleteResource({ kind: 'route', seen, prepare: refuseNamed }, context, options);
}

function refuseNamed(draft: Draft, id: string): void {
  const keys = draft.all('api-key').filter((key) => key.revokedAt === null && key.allowedRouteIds.includes(id));
  refuseUsed(draft, 'api-key', keys);
  forgetInRevokedKeys(draft, { routeId: id });
}
