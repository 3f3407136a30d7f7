/** Reading consumers. */
import { builder } from '#graphql/builder.ts';
import { readersOf } from '#graphql/config/admin-context.ts';
import { pageOf } from '#graphql/config/stored-page.ts';
import { PAGE_ARGUMENTS, pageComplexity } from '#graphql/connection.ts';
import { ConsumerConnection } from '#graphql/consumer/consumer.ts';

builder.queryField('consumers', (t) =>
  t.field({
    type: ConsumerConnection,
    description: 'Consumers, by name.',
    args: { ...PAGE_ARGUMENTS, search: t.arg.string({ description: 'Part of a name.' }) },
    complexity: pageComplexity,
    resolve: (_root, args, context) => pageOf(readersOf(context).consumers, args, {}),
  }),
);
