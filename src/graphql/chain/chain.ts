/** The plugins of one place in their order, as a type. */
import type { ChainConfig, ChainEntryConfig } from '#core/config/document.ts';
import type { Stored } from '#core/config/stored.ts';
import { builder } from '#graphql/builder.ts';
import { loadChains } from '#graphql/chain/load-chains.ts';
import { PluginScopeEnum } from '#graphql/chat/call-report.ts';
import { inOrder, readersOf } from '#graphql/config/admin-context.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { PluginInstance } from '#graphql/plugin/plugin.ts';
import { FailureMode, PluginStageEnum } from '#graphql/plugin/plugin-type.ts';

export const PluginChain = builder.loadableNodeRef('PluginChain', {
  id: { resolve: ({ id }: Stored<ChainConfig>) => id },
  load: async (ids: string[], context: GraphqlContext) => inOrder(ids, await loadChains(ids, readersOf(context))),
});

interface PlacedEntry extends ChainEntryConfig {
  readonly position: number;
}

const PluginChainEntry = builder.objectRef<PlacedEntry>('PluginChainEntry').implement({
  description: 'A plugin in a chain.',
  fields: (t) => ({
    plugin: t.field({ type: PluginInstance, description: 'The plugin.', resolve: ({ pluginId }) => pluginId }),
    position: t.exposeInt('position', { description: 'Position from 0; it counts among plugins of the same stage.' }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether it runs.' }),
    stage: t.expose('stage', {
      type: PluginStageEnum,
      nullable: true,
      description: "Stage it was moved to; null for its type's own.",
    }),
    onFailure: t.expose('onFailure', {
      type: FailureMode,
      nullable: true,
      description: "What happens when it fails; null for its type's own rule.",
    }),
    timeout: t.field({ type: 'Duration', description: 'Time limit.', resolve: ({ timeoutMs }) => timeoutMs }),
  }),
});

PluginChain.implement({
  description: 'Ordered plugins of one place; empty where none was ever set.',
  isTypeOf: () => true,
  fields: (t) => ({
    scope: t.expose('scope', { type: PluginScopeEnum, description: 'Kind of place it belongs to.' }),
    revision: t.expose('revision', {
      type: 'Revision',
      description: 'Version, to be sent back as expectedRevision; 0 where it was never set.',
    }),
    entries: t.field({
      type: [PluginChainEntry],
      description: 'Entries in order.',
      resolve: ({ entries }) => entries.map((entry, position) => ({ ...entry, position })),
    }),
  }),
});

builder.objectField(PluginInstance, 'usedIn', (t) =>
  t.loadableList({
    type: PluginChain,
    description: 'Chains it is used in.',
    load: async (ids: string[], context) => {
      const found = await readersOf(context).chainsUsing(ids);
      return ids.map((id) => [...(found.get(id) ?? [])]);
    },
    resolve: ({ id }) => id,
  }),
);
