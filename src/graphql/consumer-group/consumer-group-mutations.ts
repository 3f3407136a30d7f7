/** Changing consumer groups. */
import { createConsumerGroup } from '#admin/consumer-group/create-consumer-group.ts';
import { deleteConsumerGroup } from '#admin/consumer-group/delete-consumer-group.ts';
import { updateConsumerGroup } from '#admin/consumer-group/update-consumer-group.ts';
import { builder } from '#graphql/builder.ts';
import { adminOf } from '#graphql/config/admin-context.ts';
import { deletionPayload, resourcePayload } from '#graphql/config/config-payload.ts';
import { CHANGE_ARGUMENTS, WRITE_ARGUMENTS, writeOptions } from '#graphql/config/resource-input.ts';
import { ConsumerGroup } from '#graphql/consumer-group/consumer-group.ts';
import { ConsumerGroupCreateInput, ConsumerGroupUpdateInput } from '#graphql/consumer-group/consumer-group-input.ts';

const CONSUMER_GROUP = { kind: 'consumer-group', field: 'consumerGroup', type: ConsumerGroup } as const;
const ConsumerGroupCreatePayload = resourcePayload('ConsumerGroupCreatePayload', CONSUMER_GROUP);
const ConsumerGroupUpdatePayload = resourcePayload('ConsumerGroupUpdatePayload', CONSUMER_GROUP);
const ConsumerGroupDeletePayload = deletionPayload('ConsumerGroupDeletePayload');

builder.mutationFields((t) => ({
  consumerGroupCreate: t.field({
    type: ConsumerGroupCreatePayload,
    description: 'Create a consumer group.',
    args: {
      input: t.arg({ type: ConsumerGroupCreateInput, required: true, description: 'The new consumer group.' }),
      ...WRITE_ARGUMENTS,
    },
    resolve: (_root, { input, options }, context) =>
      createConsumerGroup(input, adminOf(context), writeOptions(options)),
  }),
  consumerGroupUpdate: t.field({
    type: ConsumerGroupUpdatePayload,
    description: 'Change a consumer group; omitted fields stay.',
    args: {
      ...CHANGE_ARGUMENTS,
      input: t.arg({ type: ConsumerGroupUpdateInput, required: true, description: 'Changes.' }),
    },
    resolve: (_root, { id, expectedRevision, input, options }, context) =>
      updateConsumerGroup({ id, expectedRevision, input }, adminOf(context), writeOptions(options)),
  }),
  consumerGroupDelete: t.field({
    type: ConsumerGroupDeletePayload,
    description: 'Delete a consumer group that has no members.',
    args: { ...CHANGE_ARGUMENTS },
    resolve: (_root, { id, expectedRevision, options }, context) =>
      deleteConsumerGroup({ id, expectedRevision }, adminOf(context), writeOptions(options)),
  }),
}));
