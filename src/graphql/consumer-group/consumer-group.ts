/** Consumers that are alike, as a type. */
import type { ConsumerGroupConfig } from '#core/config/document.ts';
import type { Stored } from '#core/config/stored.ts';
import { builder } from '#graphql/builder.ts';
import { inOrder, readersOf } from '#graphql/config/admin-context.ts';
import { ConfigResource } from '#graphql/config/config-resource.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { Model } from '#graphql/model/model.ts';

export const ConsumerGroup = builder.loadableNodeRef('ConsumerGroup', {
  id: { resolve: ({ id }: Stored<ConsumerGroupConfig>) => id },
  load: async (ids: string[], context: GraphqlContext) =>
    inOrder(ids, await readersOf(context).consumerGroups.byIds(ids)),
});

ConsumerGroup.implement({
  description: 'Consumers that share limits.',
  interfaces: [ConfigResource],
  isTypeOf: () => true,
  fields: (t) => ({
    allowedModels: t.field({
      type: [Model],
      description: 'Models its members may use; empty means all.',
      resolve: ({ allowedModelIds }) => [...allowedModelIds],
    }),
  }),
});
