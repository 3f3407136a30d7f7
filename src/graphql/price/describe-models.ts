/** Adds to a type that stands for a model what is known of it: its window, what it can do and its price. */
import type { ObjectRef } from '@pothos/core';
import type { ModelFacts } from '#core/cost/model-facts.ts';
import { builder } from '#graphql/builder.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { ModelCapabilityEnum } from '#graphql/price/model-capability.ts';
import { ModelPriceType, priceNow } from '#graphql/price/model-price.ts';

export function describeModels<Shape>(
  type: ObjectRef<(typeof builder)['$inferSchemaTypes'], Shape>,
  factsOf: (shape: Shape, context: GraphqlContext) => ModelFacts | Promise<ModelFacts>,
): void {
  builder.objectFields(type, (t) => ({
    contextTokens: t.field({
      type: 'SafeInt',
      nullable: true,
      description: 'Longest prompt plus answer; null where it is not known.',
      resolve: async (shape, _arguments, context) => (await factsOf(shape, context)).contextTokens ?? null,
    }),
    maxOutputTokens: t.field({
      type: 'SafeInt',
      nullable: true,
      description: 'Longest answer; null where it is not known.',
      resolve: async (shape, _arguments, context) => (await factsOf(shape, context)).maxOutputTokens ?? null,
    }),
    capabilities: t.field({
      type: [ModelCapabilityEnum],
      nullable: true,
      description: 'What it is known to do besides text; null where nothing is known.',
      resolve: async (shape, _arguments, context) => {
        const { capabilities } = await factsOf(shape, context);
        return capabilities ? [...capabilities] : null;
      },
    }),
    price: t.field({
      type: ModelPriceType,
      nullable: true,
      description: 'Price in force now; null where it is not known, and so is what calls cost.',
      resolve: async (shape, _arguments, context) => priceNow((await factsOf(shape, context)).price, context),
    }),
  }));
}
