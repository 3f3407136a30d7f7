/** Changing consumers. */
import { createConsumer } from '#admin/consumer/create-consumer.ts';
import { deleteConsumer } from '#admin/consumer/delete-consumer.ts';
import { updateConsumer } from '#admin/consumer/update-consumer.ts';
import { builder } from '#graphql/builder.ts';
import { adminOf } from '#graphql/config/admin-context.ts';
import { deletionPayload, resourcePayload } from '#graphql/config/config-payload.ts';
import { CHANGE_ARGUMENTS, WRITE_ARGUMENTS, writeOptions } from '#graphql/config/resource-input.ts';
import { Consumer } from '#graphql/consumer/consumer.ts';
import { ConsumerCreateInput, ConsumerUpdateInput } from '#graphql/consumer/consumer-input.ts';

const CONSUMER = { kind: 'consumer', field: 'consumer', type: Consumer } as const;
const ConsumerCreatePayload = resourcePayload('ConsumerCreatePayload', CONSUMER);
const ConsumerUpdatePayload = resourcePayload('ConsumerUpdatePayload', CONSUMER);
const ConsumerDeletePayload = deletionPayload('ConsumerDeletePayload');

builder.mutationFields((t) => ({
  consumerCreate: t.field({
    type: ConsumerCreatePayload,
    description: 'Create a consumer.',
    args: {
      input: t.arg({ type: ConsumerCreateInput, required: true, description: 'The new consumer.' }),
      ...WRITE_ARGUMENTS,
    },
    resolve: (_root, { input, options }, context) => createConsumer(input, adminOf(context), writeOptions(options)),
  }),
  consumerUpdate: t.field({
    type: ConsumerUpdatePayload,
    description: 'Change a consumer; omitted fields stay.',
    args: {
      ...CHANGE_ARGUMENTS,
      input: t.arg({ type: ConsumerUpdateInput, required: true, description: 'Changes.' }),
    },
    resolve: (_root, { id, expectedRevision, input, options }, context) =>
      updateConsumer({ id, expectedRevision, input }, adminOf(context), writeOptions(options)),
  }),
  consumerDelete: t.field({
    type: ConsumerDeletePayload,
    description: 'Delete a consumer whose keys are all revoked, with those keys.',
    args: { ...CHANGE_ARGUMENTS },
    resolve: (_root, { id, expectedRevision, options }, context) =>
      deleteConsumer({ id, expectedRevision }, adminOf(context), writeOptions(options)),
  }),
}));
