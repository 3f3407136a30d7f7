/** Makes a group for consumers that have something in common. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, WriteOptions } from '#admin/change-config.ts';
import type { ConsumerGroupCreateInput, ConsumerGroupUpdateInput } from '#admin/consumer-group/consumer-group-input.ts';
import { patchConsumerGroup } from '#admin/consumer-group/patch-consumer-group.ts';
import { createResource } from '#admin/create-resource.ts';
import type { Draft } from '#admin/draft.ts';
import type { ConsumerGroupConfig, ResourceConfig } from '#core/config/document.ts';

export function createConsumerGroup(
  { resource, ...fields }: ConsumerGroupCreateInput,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ConsumerGroupConfig>> {
  const add = (draft: Draft, names: ResourceConfig) => addConsumerGroup(draft, names, fields);
  return createResource({ kind: 'consumer-group', prefix: 'grp', resource, add }, context, options);
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
