/** Removes a consumer group that has no members. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, DeleteResource, WriteOptions } from '#admin/change-config.ts';
import { deleteResource } from '#admin/delete-resource.ts';
import type { Draft } from '#admin/draft.ts';
import { refuseUsed } from '#admin/refuse-used.ts';
import type { ConsumerGroupConfig } from '#core/config/document.ts';

export function deleteConsumerGroup(
  seen: DeleteResource,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ConsumerGroupConfig>> {
  return deleteResource({ kind: 'consumer-group', seen, prepare: refuseMembers }, context, options);
}

function refuseMembers(draft: Draft, id: string): void {
  const members = draft.all('consumer').filter(({ groupIds }) => groupIds.includes(id));
  refuseUsed(draft, 'consumer', members);
}
