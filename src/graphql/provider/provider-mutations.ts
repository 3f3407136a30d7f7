/** Changing providers. */
import { createProvider } from '#admin/provider/create-provider.ts';
import { deleteProvider } from '#admin/provider/delete-provider.ts';
import { updateProvider } from '#admin/provider/update-provider.ts';
import { builder } from '#graphql/builder.ts';
import { adminOf } from '#graphql/config/admin-context.ts';
import { deletionPayload, resourcePayload } from '#graphql/config/config-payload.ts';
import { CHANGE_ARGUMENTS, WRITE_ARGUMENTS, writeOptions } from '#graphql/config/resource-input.ts';
import { Provider } from '#graphql/provider/provider.ts';
import { ProviderCreateInput, ProviderUpdateInput, providerFields } from '#graphql/provider/provider-input.ts';

const PROVIDER = { kind: 'provider', field: 'provider', type: Provider } as const;
const ProviderCreatePayload = resourcePayload('ProviderCreatePayload', PROVIDER);
const ProviderUpdatePayload = resourcePayload('ProviderUpdatePayload', PROVIDER);
const ProviderDeletePayload = deletionPayload('ProviderDeletePayload');

builder.mutationFields((t) => ({
  providerCreate: t.field({
    type: ProviderCreatePayload,
    description: 'Connect a provider.',
    args: {
      input: t.arg({ type: ProviderCreateInput, required: true, description: 'The new provider.' }),
      ...WRITE_ARGUMENTS,
    },
    resolve: (_root, { input, options }, context) =>
      createProvider(
        { ...providerFields(input), resource: input.resource, kind: input.kind },
        adminOf(context),
        writeOptions(options),
      ),
  }),
  providerUpdate: t.field({
    type: ProviderUpdatePayload,
    description: 'Change a provider; omitted fields stay. A new host drops its credentials: send the one for it along.',
    args: {
      ...CHANGE_ARGUMENTS,
      input: t.arg({ type: ProviderUpdateInput, required: true, description: 'Changes.' }),
    },
    resolve: (_root, { id, expectedRevision, input, options }, context) => {
      const { resource, enabled } = input;
      const changes = { ...providerFields(input), ...(resource && { resource }), ...(enabled != null && { enabled }) };
      return updateProvider({ id, expectedRevision, input: changes }, adminOf(context), writeOptions(options));
    },
  }),
  providerDelete: t.field({
    type: ProviderDeletePayload,
    description: 'Delete a provider that no model uses, with its credentials.',
    args: { ...CHANGE_ARGUMENTS },
    resolve: (_root, { id, expectedRevision, options }, context) =>
      deleteProvider({ id, expectedRevision }, adminOf(context), writeOptions(options)),
  }),
}));
