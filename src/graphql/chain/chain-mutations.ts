/** Setting chains. */
import { setChain } from '#admin/chain/set-chain.ts';
import { builder } from '#graphql/builder.ts';
import { PluginChain } from '#graphql/chain/chain.ts';
import { ChainEntryInput, decodeEntry } from '#graphql/chain/chain-entry-input.ts';
import { ChainScopeInput, decodeScope } from '#graphql/chain/chain-scope.ts';
import { adminOf } from '#graphql/config/admin-context.ts';
import { resourcePayload } from '#graphql/config/config-payload.ts';
import { WRITE_ARGUMENTS, writeOptions } from '#graphql/config/resource-input.ts';

const ChainSetPayload = resourcePayload('ChainSetPayload', { kind: 'chain', field: 'chain', type: PluginChain });

builder.mutationField('chainSet', (t) =>
  t.field({
    type: ChainSetPayload,
    description: 'Set all plugins of a place, in order.',
    args: {
      scope: t.arg({ type: ChainScopeInput, required: true, description: 'The place.' }),
      expectedRevision: t.arg({
        type: 'Revision',
        required: true,
        description: 'Revision of the chain you saw, 0 where it was never set; another one is a conflict.',
      }),
      entries: t.arg({ type: [ChainEntryInput], required: true, description: 'All entries in order.' }),
      ...WRITE_ARGUMENTS,
    },
    resolve: (_root, { scope, expectedRevision, entries, options }, context) => {
      const chain = { scope: decodeScope(scope), expectedRevision, entries: entries.map(decodeEntry) };
      return setChain(chain, adminOf(context), writeOptions(options));
    },
  }),
);
