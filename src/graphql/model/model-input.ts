/** What a mutation may say of a model; the verbs take it as it is. */
import { builder } from '#graphql/builder.ts';
import { NewResourceInput, ResourcePatchInput } from '#graphql/config/resource-input.ts';

const ModelPriceInput = builder.inputType('ModelPriceInput', {
  description: 'Price in millionths of a dollar per million tokens.',
  fields: (t) => ({
    inputPerMillion: t.field({ type: 'MicroUSD', required: true, description: 'Input.' }),
    outputPerMillion: t.field({ type: 'MicroUSD', required: true, description: 'Output, reasoning included.' }),
    cachedInputPerMillion: t.field({
      type: 'MicroUSD',
      description: "Input read from the provider's cache; that of other input when omitted.",
    }),
    cacheWritePerMillion: t.field({
      type: 'MicroUSD',
      description: "Input written to the provider's cache; that of other input when omitted.",
    }),
  }),
});

const ModelTargetInput = builder.inputType('ModelTargetInput', {
  description: 'A target of a model.',
  fields: (t) => ({
    name: t.string({ description: 'Name within the model; made from provider and model when omitted.' }),
    providerId: t.id({ required: true, description: 'Provider.' }),
    upstreamModel: t.string({ required: true, description: 'Model name at the provider.' }),
    priority: t.int({ defaultValue: 0, description: 'Lower ones first; others are fallbacks.' }),
    weight: t.int({
      defaultValue: 100,
      description: 'Share within the priority; 0 takes part only when the others have failed.',
    }),
    price: t.field({ type: ModelPriceInput, description: "Price, when it is not the catalogue's." }),
  }),
});

export const ModelCreateInput = builder.inputType('ModelCreateInput', {
  description: 'New model.',
  fields: (t) => ({
    resource: t.field({ type: NewResourceInput, required: true, description: 'Names and labels.' }),
    aliases: t.stringList({ description: 'Other names callers may use.' }),
    targets: t.field({ type: [ModelTargetInput], required: true, description: 'Where it is bought, at least one.' }),
    maxAttempts: t.int({
      description: 'Most attempts at providers in one call; one for each target when omitted.',
    }),
  }),
});

export const ModelUpdateInput = builder.inputType('ModelUpdateInput', {
  description: 'Changes of a model: omitted fields stay, null takes the default.',
  fields: (t) => ({
    resource: t.field({ type: ResourcePatchInput, description: 'Names and labels.' }),
    aliases: t.stringList({ description: 'All other names.' }),
    targets: t.field({ type: [ModelTargetInput], description: 'All targets.' }),
    maxAttempts: t.int({ description: 'Most attempts at providers in one call; null means one for each target.' }),
    enabled: t.boolean({ description: 'Whether callers can use it.' }),
  }),
});
