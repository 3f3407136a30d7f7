/** What a mutation may say of a key; the verbs take it as it is. */
import { builder } from '#graphql/builder.ts';
import { NewResourceInput, ResourcePatchInput } from '#graphql/config/resource-input.ts';
import { KeyPermissionEnum } from '#graphql/viewer/viewer.ts';

export const ApiKeyCreateInput = builder.inputType('ApiKeyCreateInput', {
  description: 'New key.',
  fields: (t) => ({
    resource: t.field({ type: NewResourceInput, required: true, description: 'Names and labels.' }),
    consumerId: t.id({ required: true, description: 'Owner.' }),
    allowedModelIds: t.idList({ description: 'Models it may use; all of its consumer when omitted or empty.' }),
    allowedRouteIds: t.idList({ description: 'Routes it may use; all when omitted or empty.' }),
    permissions: t.field({ type: [KeyPermissionEnum], description: 'What it may do besides calling.' }),
    expiresAt: t.field({ type: 'DateTime', description: 'When it stops working; never when omitted.' }),
  }),
});

export const ApiKeyUpdateInput = builder.inputType('ApiKeyUpdateInput', {
  description: 'Changes of a key: omitted fields stay, null takes the default.',
  fields: (t) => ({
    resource: t.field({ type: ResourcePatchInput, description: 'Names and labels.' }),
    allowedModelIds: t.idList({ description: 'All models it may use; empty means all of its consumer.' }),
    allowedRouteIds: t.idList({ description: 'All routes it may use; empty means all there are.' }),
    permissions: t.field({ type: [KeyPermissionEnum], description: 'All that it may do besides calling.' }),
    expiresAt: t.field({ type: 'DateTime', description: 'When it stops working; null means never.' }),
    paused: t.boolean({ description: 'True pauses, false resumes.' }),
  }),
});
