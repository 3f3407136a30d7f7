/** Changes a consumer. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, UpdateResource, WriteOptions } from '#admin/change-config.ts';
import type { ConsumerUpdateInput } from '#admin/consumer/consumer-input.ts';
import { patchConsumer } from '#admin/consumer/patch-consumer.ts';
import { updateResource } from '#admin/update-resource.ts';
import type { ConsumerConfig } from '#core/config/document.ts';

export function updateConsumer(
  update: UpdateResource<ConsumerUpdateInput>,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ConsumerConfig>> {
  return updateResource({ kind: 'consumer', update, patch: patchConsumer }, context, options);
}
