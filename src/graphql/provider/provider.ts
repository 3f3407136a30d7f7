/** A configured provider, as a type. */
import { DEFAULT_TIMEOUTS, type ProviderConfig } from '#core/config/document.ts';
import type { Stored } from '#core/config/stored.ts';
import { defaultBaseUrlOf } from '#core/provider.ts';
import { builder } from '#graphql/builder.ts';
import { inOrder, readersOf } from '#graphql/config/admin-context.ts';
import { ConfigResource } from '#graphql/config/config-resource.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { ProviderKind } from '#graphql/provider/provider-kind.ts';
import { providers } from '#providers/registry.ts';

export const Provider = builder.loadableNodeRef('Provider', {
  id: { resolve: ({ id }: Stored<ProviderConfig>) => id },
  load: async (ids: string[], context: GraphqlContext) => inOrder(ids, await readersOf(context).providers.byIds(ids)),
});

const ProviderTimeouts = builder.objectRef<Stored<ProviderConfig>>('ProviderTimeouts').implement({
  description: 'Time limits of a provider; the defaults where nothing was set.',
  fields: (t) => {
    const limit = (name: keyof typeof DEFAULT_TIMEOUTS, description: string) =>
      t.field({
        type: 'Duration',
        description,
        resolve: ({ timeouts }) => timeouts[name] ?? DEFAULT_TIMEOUTS[name],
      });
    return {
      connect: limit('connectMs', 'To open a connection.'),
      firstToken: limit('firstTokenMs', 'To the first token.'),
      idle: limit('idleMs', 'Between two tokens.'),
      total: limit('totalMs', 'Whole attempt.'),
    };
  },
});

Provider.implement({
  description: 'A place models are bought from.',
  interfaces: [ConfigResource],
  isTypeOf: () => true,
  fields: (t) => ({
    kind: t.expose('kind', { type: ProviderKind, description: 'Protocol and defaults.' }),
    baseUrl: t.string({
      nullable: true,
      description: "Address in use; the kind's default when none was set.",
      resolve: ({ baseUrl, kind, settings }) => baseUrl ?? defaultOf(kind, settings) ?? null,
    }),
    allowPrivateNetwork: t.exposeBoolean('allowPrivateNetwork', {
      description: 'True when private network addresses are allowed, for servers of your own.',
    }),
    timeouts: t.field({ type: ProviderTimeouts, description: 'Time limits.', resolve: (provider) => provider }),
    settings: t.expose('settings', { type: 'JSON', description: 'Settings of its kind.' }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether it takes part.' }),
  }),
});

function defaultOf(kind: string, settings: unknown): string | undefined {
  const adapter = providers.find(({ id }) => id === kind);
  return adapter && defaultBaseUrlOf(adapter, settings);
}
