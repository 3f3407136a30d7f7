/** Removes a credential with its secret. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, DeleteResource, WriteOptions } from '#admin/change-config.ts';
import { deleteResource } from '#admin/delete-resource.ts';
import type { CredentialConfig } from '#core/config/document.ts';

export function deleteCredential(
  seen: DeleteResource,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<CredentialConfig>> {
  return deleteResource({ kind: 'credential', seen }, context, options);
}
