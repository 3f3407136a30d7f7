/** A model as callers name it, with the places it is bought at. */
import { factsOfTarget } from '#admin/model/facts-of-target.ts';
import type { ModelConfig, TargetConfig } from '#core/config/document.ts';
import type { Stored } from '#core/config/stored.ts';
import type { ModelFacts } from '#core/cost/model-facts.ts';
import { builder } from '#graphql/builder.ts';
import { inOrder, readersOf } from '#graphql/config/admin-context.ts';
import { ConfigResource } from '#graphql/config/config-resource.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { describeModels } from '#graphql/price/describe-models.ts';
import { PriceSourceEnum } from '#graphql/price/model-price.ts';
import { Provider } from '#graphql/provider/provider.ts';

export const Model = builder.loadableNodeRef('Model', {
  id: { resolve: ({ id }: Stored<ModelConfig>) => id },
  load: async (ids: string[], context: GraphqlContext) => inOrder(ids, await readersOf(context).models.byIds(ids)),
});

const ModelTarget = builder.objectRef<TargetConfig>('ModelTarget').implement({
  description: 'One place a model can be bought.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name within the model.' }),
    provider: t.field({ type: Provider, description: 'The provider.', resolve: ({ providerId }) => providerId }),
    upstreamModel: t.exposeString('upstreamModel', { description: 'Model name at the provider.' }),
    priority: t.exposeInt('priority', { description: 'Lower ones first; others are fallbacks.' }),
    weight: t.exposeInt('weight', {
      description: 'Share within the priority; 0 takes part only when the others have failed.',
    }),
    priceSource: t.field({
      type: PriceSourceEnum,
      description: 'Where its price comes from.',
      resolve: async (target, _arguments, context) => (await factsOf(target, context)).price?.source ?? 'unknown',
    }),
  }),
});

describeModels(ModelTarget, factsOf);

async function factsOf(target: TargetConfig, context: GraphqlContext): Promise<ModelFacts> {
  const { kind } = await Provider.getDataloader(context).load(target.providerId);
  return factsOfTarget(target, kind, context.deps.admin);
}

Model.implement({
  description: 'A model as callers name it: one or more targets.',
  interfaces: [ConfigResource],
  isTypeOf: () => true,
  fields: (t) => ({
    aliases: t.field({
      type: ['String'],
      description: 'Other names callers may use.',
      resolve: ({ aliases }) => [...aliases],
    }),
    targets: t.field({
      type: [ModelTarget],
      description: 'Where it is bought.',
      resolve: ({ targets }) => [...targets],
    }),
    maxAttempts: t.exposeInt('maxAttempts', {
      nullable: true,
      description: 'Most attempts at providers in one call; null means one for each target.',
    }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether callers can use it.' }),
  }),
});

builder.objectField(Provider, 'usedBy', (t) =>
  t.loadableList({
    type: Model,
    description: 'Models that use this provider, by name.',
    load: async (ids: string[], context) => {
      const found = await readersOf(context).modelsUsing(ids);
      return ids.map((id) => [...(found.get(id) ?? [])]);
    },
    resolve: ({ id }) => id,
  }),
);
