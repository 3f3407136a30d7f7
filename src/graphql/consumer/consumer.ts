/** Somebody who calls, as a type. */
import type { ConsumerConfig } from '#core/config/document.ts';
import type { Stored } from '#core/config/stored.ts';
import { builder } from '#graphql/builder.ts';
import { inOrder, readersOf } from '#graphql/config/admin-context.ts';
import { ConfigResource } from '#graphql/config/config-resource.ts';
import { pageOf } from '#graphql/config/stored-page.ts';
import { connectionOf, PAGE_ARGUMENTS, pageComplexity } from '#graphql/connection.ts';
import { ConsumerGroup } from '#graphql/consumer-group/consumer-group.ts';
import type { GraphqlContext } from '#graphql/context.ts';

export const Consumer = builder.loadableNodeRef('Consumer', {
  id: { resolve: ({ id }: Stored<ConsumerConfig>) => id },
  load: async (ids: string[], context: GraphqlContext) => inOrder(ids, await readersOf(context).consumers.byIds(ids)),
});

Consumer.implement({
  description: 'A person, team or program that calls with keys of its own.',
  interfaces: [ConfigResource],
  isTypeOf: () => true,
  fields: (t) => ({
    groups: t.field({
      type: [ConsumerGroup],
      description: 'Groups it is in.',
      resolve: ({ groupIds }) => [...groupIds],
    }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether it may call.' }),
  }),
});

export const ConsumerConnection = connectionOf('Consumer', Consumer, { plural: 'consumers' });

builder.objectField(ConsumerGroup, 'consumers', (t) =>
  t.field({
    type: ConsumerConnection,
    description: 'Members, by name. Read group by group: for many groups ask for `Consumer.groups` instead.',
    args: { ...PAGE_ARGUMENTS },
    complexity: pageComplexity,
    resolve: ({ id }, args, context) => pageOf(readersOf(context).consumers, args, { groupId: id }),
  }),
);
