/** Makes a group for consumers that have something in common. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, WriteOptions } from '#admin/change-config.ts';
import { changeResource } from '#admin/change-resource.ts';
import type { ConsumerGroupCreateInput, ConsumerGroupUpdateInput } from '#admin/consumer-group/consumer-group-input.ts';
import { patchConsumerGroup } from '#admin/consumer-group/patch-consumer-group.ts';
import type { Draft } from '#admin/draft.ts';
import { newResource } from '#admin/resource.ts';
import type { ConsumerGroupConfig, ResourceConfig } from '#core/config/document.ts';

export function createConsumerGroup(
  { resource, ...fields }: ConsumerGroupCreateInput,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ConsumerGroupConfig>> {
  const edit = (draft: Draft) =>
    addConsumerGroup(draft, newResource(draft, 'consumer-group', context.deps.newId('grp'), resource), fields);
  return changeResource({ action: 'consumer-group.create', edit }, context, options);
}

export function addConsumerGroup(
  draft: Draft,
  names: ResourceConfig,
  fields: ConsumerGroupUpdateInput,
  path: readonly string[] = ['input'],
): ConsumerGroupConfig {
  const group = patchConsumerGroup(draft, { ...names, allowedModelIds: [] }, fields, path);
  draft.add('consumer-group', group, path);
  return group;
}
