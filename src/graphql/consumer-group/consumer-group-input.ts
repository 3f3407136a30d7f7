/** What a mutation may say of a consumer group; the verbs take it as it is. */
import { builder } from '#graphql/builder.ts';
import { NewResourceInput, ResourcePatchInput } from '#graphql/config/resource-input.ts';

export const ConsumerGroupCreateInput = builder.inputType('ConsumerGroupCreateInput', {
  description: 'New consumer group.',
  fields: (t) => ({
    resource: t.field({ type: NewResourceInput, required: true, description: 'Names and labels.' }),
    allowedModelIds: t.idList({ description: 'Models its members may use; all when omitted or empty.' }),
  }),
});

export const ConsumerGroupUpdateInput = builder.inputType('ConsumerGroupUpdateInput', {
  description: 'Changes of a consumer group: omitted fields stay, null takes the default.',
  fields: (t) => ({
    resource: t.field({ type: ResourcePatchInput, description: 'Names and labels.' }),
    allowedModelIds: t.idList({ description: 'All models its members may use; empty means all there are.' }),
  }),
});
