/** Reading keys. */

import { ApiKeyConnection } from '#graphql/api-key/api-key.ts';
import { builder } from '#graphql/builder.ts';
import { readersOf } from '#graphql/config/admin-context.ts';
import { pageOf } from '#graphql/config/stored-page.ts';
import { PAGE_ARGUMENTS, pageComplexity } from '#graphql/connection.ts';

builder.queryField('apiKeys', (t) =>
  t.field({
    type: ApiKeyConnection,
    description: 'Keys, by name.',
    args: { ...PAGE_ARGUMENTS, search: t.arg.string({ description: 'Part of a name.' }) },
    complexity: pageComplexity,
    resolve: (_root, args, context) => pageOf(readersOf(context).apiKeys, args, {}),
  }),
);
