/** Reading routes. */
import { builder } from '#graphql/builder.ts';
import { readersOf } from '#graphql/config/admin-context.ts';
import { pageOf } from '#graphql/config/stored-page.ts';
import { connectionOf, PAGE_ARGUMENTS, pageComplexity } from '#graphql/connection.ts';
import { Route } from '#graphql/route/route.ts';

const RouteConnection = connectionOf('Route', Route, { plural: 'routes' });

builder.queryField('routes', (t) =>
  t.field({
    type: RouteConnection,
    description: 'Routes, by name.',
    args: { ...PAGE_ARGUMENTS, search: t.arg.string({ description: 'Part of a name.' }) },
    complexity: pageComplexity,
    resolve: (_root, args, context) => pageOf(readersOf(context).routes, args, {}),
  }),
);
