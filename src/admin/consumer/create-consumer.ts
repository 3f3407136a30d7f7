/** Makes a consumer, who can be given keys. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, WriteOptions } from '#admin/change-config.ts';
import type { ConsumerCreateInput, ConsumerUpdateInput } from '#admin/consumer/consumer-input.ts';
import { patchConsumer } from '#admin/consumer/patch-consumer.ts';
import { createResource } from '#admin/create-resource.ts';
import type { Draft } from '#admin/draft.ts';
import type { ConsumerConfig, ResourceConfig } from '#core/config/document.ts';

export function createConsumer(
  { resource, ...fields }: ConsumerCreateInput,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ConsumerConfig>> {
  const add = (draft: Draft, names: ResourceConfig) => addConsumer(draft, names, fields);
  return createResource({ kind: 'consumer', prefix: 'csm', resource, add }, context, options);
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
