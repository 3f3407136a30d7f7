/** Removes a consumer whose keys are all revoked, with those keys. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, DeleteResource, WriteOptions } from '#admin/change-config.ts';
import { deleteResource, removeWithChain } from '#admin/delete-resource.ts';
import type { Draft } from '#admin/draft.ts';
import { refuseUsed } from '#admin/refuse-used.ts';
import type { ConsumerConfig } from '#core/config/document.ts';

export function deleteConsumer(
  seen: DeleteResource,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ConsumerConfig>> {
  return deleteResource({ kind: 'consumer', seen, prepare: clearKeys }, context, options);
}

function clearKeys(draft: Draft, id: string): void {
  const keys = draft.all('api-key').filter(({ consumerId }) => consumerId === id);
  const working = keys.filter(({ revokedAt }) => revokedAt === null);
  refuseUsed(draft, 'api-key', working, 'Revoke those first.');
  for (const key of keys) removeWithChain(draft, 'api-key', key.id);
}
