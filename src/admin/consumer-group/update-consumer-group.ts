/** Changes a consumer group. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, UpdateResource, WriteOptions } from '#admin/change-config.ts';
import type { ConsumerGroupUpdateInput } from '#admin/consumer-group/consumer-group-input.ts';
import { patchConsumerGroup } from '#admin/consumer-group/patch-consumer-group.ts';
import { updateResource } from '#admin/update-resource.ts';
import type { ConsumerGroupConfig } from '#core/config/document.ts';

export function updateConsumerGroup(
  update: UpdateResource<ConsumerGroupUpdateInput>,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ConsumerGroupConfig>> {
  return updateResource({ kind: 'consumer-group', update, patch: patchConsumerGroup }, context, options);
}
