/** Kinds of providers, as the registry has them: a new adapter is here without a change of this file. */
import { z } from 'zod';
import type { Json } from '#core/json.ts';
import { type AnyProvider, defaultBaseUrlOf } from '#core/provider.ts';
import { builder } from '#graphql/builder.ts';
import { enumOf } from '#graphql/enum.ts';
import { providers } from '#providers/registry.ts';

export const ProviderKind = enumOf<string>('ProviderKind', {
  description: 'Protocols the gateway speaks.',
  members: Object.fromEntries(providers.map(({ id, title }) => [id, `${title}.`])),
});

const CredentialNeed = enumOf<'none' | 'optional' | 'required'>('CredentialNeed', {
  description: 'Whether a provider needs a credential.',
  members: { none: 'It takes none.', optional: 'It may run without.', required: 'It answers nobody without.' },
});

const ProviderKindInfo = builder.objectRef<AnyProvider>('ProviderKindInfo').implement({
  description: 'What a provider kind needs; drives the connect form.',
  fields: (t) => ({
    kind: t.field({ type: ProviderKind, description: 'The kind.', resolve: ({ id }) => id }),
    displayName: t.exposeString('title', { description: 'Name for people.' }),
    docsUrl: t.field({ type: 'URL', description: "The vendor's page of the API.", resolve: ({ docsUrl }) => docsUrl }),
    defaultBaseUrl: t.string({
      nullable: true,
      description: 'Default address; null where every installation has its own.',
      resolve: (kind) => defaultBaseUrlOf(kind, {}) ?? null,
    }),
    keyPageUrl: t.field({
      type: 'URL',
      nullable: true,
      description: 'Page where a key is made.',
      resolve: ({ keyPageUrl }) => keyPageUrl ?? null,
    }),
    credential: t.field({ type: CredentialNeed, description: 'Whether it needs a credential.', resolve: needOf }),
    settingsSchema: t.field({
      type: 'JSON',
      description: 'JSON Schema (2020-12) of the settings.',
      resolve: ({ options }) => z.toJSONSchema(options, { io: 'input' }) as Json,
    }),
    suggestedModels: t.field({
      type: ['String'],
      description: 'Models to begin with.',
      resolve: ({ suggestedModels }) => [...suggestedModels],
    }),
  }),
});

builder.queryField('providerKinds', (t) =>
  t.field({
    type: [ProviderKindInfo],
    description: 'Kinds of providers that can be connected.',
    resolve: () => [...providers],
  }),
);

function needOf({ credential }: AnyProvider): 'none' | 'optional' | 'required' {
  if (credential.type === 'none') return 'none';
  return credential.type === 'bearer' && credential.optional ? 'optional' : 'required';
}
