/** Reading models with their targets. */
import { builder } from '#graphql/builder.ts';
import { readersOf } from '#graphql/config/admin-context.ts';
import { pageOf } from '#graphql/config/stored-page.ts';
import { connectionOf, PAGE_ARGUMENTS, pageComplexity } from '#graphql/connection.ts';
import { Model } from '#graphql/model/model.ts';

const ModelConnection = connectionOf('Model', Model, { plural: 'models' });

builder.queryField('gatewayModels', (t) =>
  t.field({
    type: ModelConnection,
    description: 'Models with their targets, by name. What a caller may use is in `models`.',
    args: { ...PAGE_ARGUMENTS, search: t.arg.string({ description: 'Part of a name.' }) },
    complexity: pageComplexity,
    resolve: (_root, args, context) => pageOf(readersOf(context).models, args, {}),
  }),
);
