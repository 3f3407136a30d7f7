/** Makes a consumer, who can be given keys. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, WriteOptions } from '#admin/change-config.ts';
import { changeResource } from '#admin/change-resource.ts';
import type { ConsumerCreateInput, ConsumerUpdateInput } from '#admin/consumer/consumer-input.ts';
import { patchConsumer } from '#admin/consumer/patch-consumer.ts';
import type { Draft } from '#admin/draft.ts';
import { newResource } from '#admin/resource.ts';
import type { ConsumerConfig, ResourceConfig } from '#core/config/document.ts';

export function createConsumer(
  { resource, ...fields }: ConsumerCreateInput,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ConsumerConfig>> {
  const edit = (draft: Draft) =>
    addConsumer(draft, newResource(draft, 'consumer', context.deps.newId('csm'), resource), fields);
  return changeResource({ action: 'consumer.create', edit }, context, options);
}

export function addConsumer(
  draft: Draft,
  names: ResourceConfig,
  fields: ConsumerUpdateInput,
  path: readonly string[] = ['input'],
): ConsumerConfig {
  const consumer = patchConsumer(draft, { ...names, groupIds: [], enabled: true }, fields, path);
  draft.add('consumer', consumer, path);
  return consumer;
}
