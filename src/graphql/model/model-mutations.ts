/** Changing models. */
import { createModel } from '#admin/model/create-model.ts';
import { deleteModel } from '#admin/model/delete-model.ts';
import { updateModel } from '#admin/model/update-model.ts';
import { builder } from '#graphql/builder.ts';
import { adminOf } from '#graphql/config/admin-context.ts';
import { deletionPayload, resourcePayload } from '#graphql/config/config-payload.ts';
import { CHANGE_ARGUMENTS, WRITE_ARGUMENTS, writeOptions } from '#graphql/config/resource-input.ts';
import { Model } from '#graphql/model/model.ts';
import { ModelCreateInput, ModelUpdateInput } from '#graphql/model/model-input.ts';

const MODEL = { kind: 'model', field: 'model', type: Model } as const;
const ModelCreatePayload = resourcePayload('ModelCreatePayload', MODEL);
const ModelUpdatePayload = resourcePayload('ModelUpdatePayload', MODEL);
const ModelDeletePayload = deletionPayload('ModelDeletePayload');

builder.mutationFields((t) => ({
  modelCreate: t.field({
    type: ModelCreatePayload,
    description: 'Create a model.',
    args: {
      input: t.arg({ type: ModelCreateInput, required: true, description: 'The new model.' }),
      ...WRITE_ARGUMENTS,
    },
    resolve: (_root, { input, options }, context) => createModel(input, adminOf(context), writeOptions(options)),
  }),
  modelUpdate: t.field({
    type: ModelUpdatePayload,
    description: 'Change a model; omitted fields stay.',
    args: {
      ...CHANGE_ARGUMENTS,
      input: t.arg({ type: ModelUpdateInput, required: true, description: 'Changes.' }),
    },
    resolve: (_root, { id, expectedRevision, input, options }, context) =>
      updateModel({ id, expectedRevision, input }, adminOf(context), writeOptions(options)),
  }),
  modelDelete: t.field({
    type: ModelDeletePayload,
    description: 'Delete a model that no route, group or key names.',
    args: { ...CHANGE_ARGUMENTS },
    resolve: (_root, { id, expectedRevision, options }, context) =>
      deleteModel({ id, expectedRevision }, adminOf(context), writeOptions(options)),
  }),
}));
