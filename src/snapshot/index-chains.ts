/** The chains of a configuration, found by the place of a call. */
import type { ChainConfig, ConfigDocument, PluginScope } from '#core/config/document.ts';
import type { AnyPlugin } from '#core/plugin.ts';
import type { CallPlace } from '#core/snapshot.ts';
import { orderChain, type PlacedEntry } from '#snapshot/order-chain.ts';

export interface ChainIndex {
  readonly chains: readonly PlacedChain[];
  /** All entries of a call at this place in running order, those that do not run included. */
  entriesAt(place: CallPlace): readonly PlacedEntry[];
}

export interface PlacedChain {
  readonly chain: ChainConfig;
  readonly entries: readonly PlacedEntry[];
}

/** Entries whose plugin or type does not exist are left out. */
export function indexChains(document: ConfigDocument, types: ReadonlyMap<string, AnyPlugin>): ChainIndex {
  const place = createPlacer(document, types);
  const chains = document.chains.map((chain) => ({ chain, entries: place(chain) }));
  const byPlace = new Map(chains.map(({ chain, entries }) => [placeName(chain.scope, chain.scopeId), entries]));
  const at = (scope: PluginScope, scopeId: string | null | undefined): readonly PlacedEntry[] =>
    scopeId === undefined ? [] : (byPlace.get(placeName(scope, scopeId)) ?? []);
  return {
    chains,
    entriesAt: ({ routeId, modelId, groupIds = [], consumerId, keyId }) =>
      orderChain([
        ...at('workspace', null),
        ...at('route', routeId),
        ...at('model', modelId),
        ...[...new Set(groupIds)].flatMap((id) => at('consumer-group', id)),
        ...at('consumer', consumerId),
        ...at('api-key', keyId),
      ]),
  };
}

function placeName(scope: PluginScope, scopeId: string | null): string {
  return `${scope} ${scopeId ?? ''}`;
}

function createPlacer(
  { plugins, consumerGroups }: ConfigDocument,
  types: ReadonlyMap<string, AnyPlugin>,
): (chain: ChainConfig) => readonly PlacedEntry[] {
  const instances = new Map(plugins.map((plugin) => [plugin.id, plugin]));
  const groups = consumerGroups.toSorted((left, right) => (left.name < right.name ? -1 : 1));
  const ranks = new Map(groups.map(({ id }, rank) => [id, rank]));
  return ({ scope, scopeId, entries }) =>
    entries.flatMap((entry, position): PlacedEntry[] => {
      const plugin = instances.get(entry.pluginId);
      const definition = plugin && types.get(plugin.type);
      if (!definition) return [];
      const { id: pluginId, name: pluginName, type } = plugin;
      const stage = entry.stage ?? definition.stage;
      const rank = (scopeId !== null && ranks.get(scopeId)) || 0;
      const placed = { pluginId, pluginName, type, scope, scopeId, position, stage, entry, definition, rank };
      return [entry.enabled ? { ...placed, runs: true } : { ...placed, runs: false, skippedBecause: 'disabled' }];
    });
}
