/** Removes a provider that no model uses, with its credentials. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, DeleteResource, WriteOptions } from '#admin/change-config.ts';
import { deleteResource } from '#admin/delete-resource.ts';
import type { Draft } from '#admin/draft.ts';
import { dropCredentials } from '#admin/provider/drop-credentials.ts';
import { refuseUsed } from '#admin/refuse-used.ts';
import type { ProviderConfig } from '#core/config/document.ts';

export function deleteProvider(
  seen: DeleteResource,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ProviderConfig>> {
  return deleteResource({ kind: 'provider', seen, prepare: clearProvider }, context, options);
}

function clearProvider(draft: Draft, id: string): void {
  const users = draft.all('model').filter(({ targets }) => targets.some(({ providerId }) => providerId === id));
  refuseUsed(draft, 'model', users);
  dropCredentials(draft, id);
}
