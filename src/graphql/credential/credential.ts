/** A credential: everything of it but its secret. */
import type { CredentialConfig } from '#core/config/document.ts';
import type { Stored } from '#core/config/stored.ts';
import { builder } from '#graphql/builder.ts';
import { inOrder, readersOf } from '#graphql/config/admin-context.ts';
import { ConfigResource } from '#graphql/config/config-resource.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { Provider } from '#graphql/provider/provider.ts';

export const Credential = builder.loadableNodeRef('Credential', {
  id: { resolve: ({ id }: Stored<CredentialConfig>) => id },
  load: async (ids: string[], context: GraphqlContext) => inOrder(ids, await readersOf(context).credentials.byIds(ids)),
});

Credential.implement({
  description: 'A secret to authenticate at a provider. The secret can be written but never read.',
  interfaces: [ConfigResource],
  isTypeOf: () => true,
  fields: (t) => ({
    provider: t.field({ type: Provider, description: 'The provider.', resolve: ({ providerId }) => providerId }),
    hint: t.string({
      nullable: true,
      description: 'Last characters, where the secret is long enough to show some.',
      resolve: ({ hint }) => hint || null,
    }),
    fingerprint: t.exposeString('fingerprint', { description: 'Compares secrets without showing them.' }),
    weight: t.exposeInt('weight', { description: 'Share of the traffic of its provider.' }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether it takes part.' }),
  }),
});

builder.objectField(Provider, 'credentials', (t) =>
  t.loadableList({
    type: Credential,
    description: 'Credentials, used by weight.',
    load: async (ids: string[], context) => {
      const found = await readersOf(context).credentialsOf(ids);
      return ids.map((id) => [...(found.get(id) ?? [])]);
    },
    resolve: ({ id }) => id,
  }),
);
