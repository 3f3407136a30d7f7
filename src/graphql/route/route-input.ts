/** What a mutation may say of a route; the verbs take it as it is. */
import { builder } from '#graphql/builder.ts';
import { NewResourceInput, ResourcePatchInput } from '#graphql/config/resource-input.ts';
import { RouteAccessEnum } from '#graphql/route/route.ts';

export const RouteCreateInput = builder.inputType('RouteCreateInput', {
  description: 'New route.',
  fields: (t) => ({
    resource: t.field({ type: NewResourceInput, required: true, description: 'Names and labels.' }),
    path: t.string({ description: 'Path, such as /test; reached through GraphQL alone when omitted.' }),
    defaultModelId: t.id({ description: 'Model when the caller names none.' }),
    allowedModelIds: t.idList({ description: 'Models callers may name; all when omitted or empty.' }),
    access: t.field({ type: RouteAccessEnum, defaultValue: 'key', description: 'Who may call.' }),
  }),
});

export const RouteUpdateInput = builder.inputType('RouteUpdateInput', {
  description: 'Changes of a route: omitted fields stay, null takes the default.',
  fields: (t) => ({
    resource: t.field({ type: ResourcePatchInput, description: 'Names and labels.' }),
    path: t.string({ description: 'Path, such as /test; null means through GraphQL alone.' }),
    defaultModelId: t.id({ description: 'Model when the caller names none.' }),
    allowedModelIds: t.idList({ description: 'All models callers may name; empty means all that their key allows.' }),
    access: t.field({ type: RouteAccessEnum, description: 'Who may call.' }),
    enabled: t.boolean({ description: 'Whether it answers.' }),
  }),
});
