/** Reading providers. */
import { builder } from '#graphql/builder.ts';
import { readersOf } from '#graphql/config/admin-context.ts';
import { pageOf } from '#graphql/config/stored-page.ts';
import { connectionOf, PAGE_ARGUMENTS, pageComplexity } from '#graphql/connection.ts';
import { Provider } from '#graphql/provider/provider.ts';
import { ProviderKind } from '#graphql/provider/provider-kind.ts';

const ProviderConnection = connectionOf('Provider', Provider, { plural: 'providers' });

builder.queryField('providers', (t) =>
  t.field({
    type: ProviderConnection,
    description: 'Providers, by name.',
    args: {
      ...PAGE_ARGUMENTS,
      search: t.arg.string({ description: 'Part of a name.' }),
      kinds: t.arg({ type: [ProviderKind], description: 'Only these kinds.' }),
    },
    complexity: pageComplexity,
    resolve: (_root, { kinds, ...args }, context) =>
      pageOf(readersOf(context).providers, args, kinds == null ? {} : { kinds }),
  }),
);
