/** Removes a model that no route, group or key names. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, DeleteResource, WriteOptions } from '#admin/change-config.ts';
import { deleteResource } from '#admin/delete-resource.ts';
import type { Draft } from '#admin/draft.ts';
import { forgetInRevokedKeys } from '#admin/forget-in-revoked-keys.ts';
import { refuseUsed } from '#admin/refuse-used.ts';
import type { ModelConfig } from '#core/config/document.ts';

export function deleteModel(
  seen: DeleteResource,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ModelConfig>> {
  return deleteResource({ kind: 'model', seen, prepare: refuseNamed }, context, options);
}

function refuseNamed(draft: Draft, id: string): void {
  const names = ({ allowedModelIds }: { readonly allowedModelIds: readonly string[] }) => allowedModelIds.includes(id);
  const routes = draft.all('route').filter((route) => route.defaultModelId === id || names(route));
  refuseUsed(draft, 'route', routes);
  refuseUsed(draft, 'consumer-group', draft.all('consumer-group').filter(names));
  refuseUsed(
    draft,
    'api-key',
    draft.all('api-key').filter((key) => key.revokedAt === null && names(key)),
  );
  forgetInRevokedKeys(draft, { modelId: id });
}
