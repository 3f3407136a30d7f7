/** What a mutation may say of a consumer; the verbs take it as it is. */
import { builder } from '#graphql/builder.ts';
import { NewResourceInput, ResourcePatchInput } from '#graphql/config/resource-input.ts';

export const ConsumerCreateInput = builder.inputType('ConsumerCreateInput', {
  description: 'New consumer.',
  fields: (t) => ({
    resource: t.field({ type: NewResourceInput, required: true, description: 'Names and labels.' }),
    groupIds: t.idList({ description: 'Groups it is in.' }),
  }),
});

export const ConsumerUpdateInput = builder.inputType('ConsumerUpdateInput', {
  description: 'Changes of a consumer: omitted fields stay, null takes the default.',
  fields: (t) => ({
    resource: t.field({ type: ResourcePatchInput, description: 'Names and labels.' }),
    groupIds: t.idList({ description: 'All groups it is in.' }),
    enabled: t.boolean({ description: 'Whether it may call.' }),
  }),
});
