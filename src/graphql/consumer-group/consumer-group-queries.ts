/** Reading consumer groups. */
import { builder } from '#graphql/builder.ts';
import { readersOf } from '#graphql/config/admin-context.ts';
import { pageOf } from '#graphql/config/stored-page.ts';
import { connectionOf, PAGE_ARGUMENTS, pageComplexity } from '#graphql/connection.ts';
import { ConsumerGroup } from '#graphql/consumer-group/consumer-group.ts';

const ConsumerGroupConnection = connectionOf('ConsumerGroup', ConsumerGroup, { plural: 'consumer groups' });

builder.queryField('consumerGroups', (t) =>
  t.field({
    type: ConsumerGroupConnection,
    description: 'Consumer groups, by name.',
    args: { ...PAGE_ARGUMENTS, search: t.arg.string({ description: 'Part of a name.' }) },
    complexity: pageComplexity,
    resolve: (_root, args, context) => pageOf(readersOf(context).consumerGroups, args, {}),
  }),
);
