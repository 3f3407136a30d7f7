/** Reading plugins. */
import { builder } from '#graphql/builder.ts';
import { readersOf } from '#graphql/config/admin-context.ts';
import { pageOf } from '#graphql/config/stored-page.ts';
import { connectionOf, PAGE_ARGUMENTS, pageComplexity } from '#graphql/connection.ts';
import { PluginInstance } from '#graphql/plugin/plugin.ts';

const PluginInstanceConnection = connectionOf('PluginInstance', PluginInstance, { plural: 'plugins' });

builder.queryField('plugins', (t) =>
  t.field({
    type: PluginInstanceConnection,
    description: 'Configured plugins, by name.',
    args: {
      ...PAGE_ARGUMENTS,
      search: t.arg.string({ description: 'Part of a name.' }),
      types: t.arg.stringList({ description: 'Only these types, such as rate-limit.' }),
    },
    complexity: pageComplexity,
    resolve: (_root, { types, ...args }, context) =>
      pageOf(readersOf(context).plugins, args, types == null ? {} : { types }),
  }),
);
