/** Which plugins a call passes and in which order: by stage, then from wide scopes to narrow ones, then by position. */
import {
  type ChainConfig,
  type ChainEntryConfig,
  type ConfigDocument,
  PLUGIN_SCOPES,
  type PluginConfig,
  type PluginScope,
} from '#core/config/document.ts';
import { type AnyPlugin, PLUGIN_STAGES, type PluginStage } from '#core/plugin.ts';
import type { CallPlace } from '#core/snapshot.ts';

export interface ExplainedEntry {
  readonly pluginId: string;
  readonly pluginName: string;
  readonly type: string;
  readonly scope: PluginScope;
  /** Null for the workspace. */
  readonly scopeId: string | null;
  /** In its own chain, from 0. */
  readonly position: number;
  readonly stage: PluginStage;
  readonly runs: boolean;
  /** `replaced`: a narrower scope has a plugin of this type, of which only one may run. */
  readonly skippedBecause?: 'disabled' | 'replaced';
}

export interface PlacedEntry extends ExplainedEntry {
  readonly entry: ChainEntryConfig;
}

type PluginTypes = ReadonlyMap<string, AnyPlugin>;

/** The entries of a document's chains, found by scope. */
export interface ChainIndex {
  /** All entries of a call at this place in running order, those that do not run included. */
  entriesAt(place: CallPlace): readonly PlacedEntry[];
}

export function indexChains(document: ConfigDocument, types: PluginTypes): ChainIndex {
  const instances = new Map(document.plugins.map((plugin) => [plugin.id, plugin]));
  const groupOrder = new Map(
    document.consumerGroups.toSorted((left, right) => (left.name < right.name ? -1 : 1)).map(({ id }, at) => [id, at]),
  );
  const chains = new Map(document.chains.map((chain) => [scopeKey(chain.scope, chain.scopeId), chain]));
  const at = (scope: PluginScope, scopeId: string | null | undefined): PlacedEntry[] => {
    const chain = scopeId === undefined ? undefined : chains.get(scopeKey(scope, scopeId));
    return chain ? placeEntries(chain, instances, types) : [];
  };
  return {
    entriesAt({ routeId, modelId, groupIds = [], consumerId, keyId }) {
      const groups = groupIds.toSorted((left, right) => (groupOrder.get(left) ?? 0) - (groupOrder.get(right) ?? 0));
      const entries = [
        ...at('workspace', null),
        ...at('route', routeId),
        ...at('model', modelId),
        ...groups.flatMap((id) => at('consumer-group', id)),
        ...at('consumer', consumerId),
        ...at('api-key', keyId),
      ];
      return sortEntries(withoutReplaced(entries, types));
    },
  };
}

function scopeKey(scope: PluginScope, scopeId: string | null): string {
  return `${scope}/${scopeId ?? ''}`;
}

function placeEntries(
  { scope, scopeId, entries }: ChainConfig,
  instances: ReadonlyMap<string, PluginConfig>,
  types: PluginTypes,
): PlacedEntry[] {
  return entries.flatMap((entry, position): PlacedEntry[] => {
    const plugin = instances.get(entry.pluginId);
    const definition = plugin && types.get(plugin.type);
    if (!definition) return [];
    const { id: pluginId, name: pluginName, type } = plugin;
    const stage = entry.stage ?? definition.stage;
    const common = { pluginId, pluginName, type, scope, scopeId, position, stage, entry };
    return [entry.enabled ? { ...common, runs: true } : { ...common, runs: false, skippedBecause: 'disabled' }];
  });
}

/** Of a type that stands alone, the entry of the narrowest scope stays; of two at one scope, the later one. */
function withoutReplaced(entries: readonly PlacedEntry[], types: PluginTypes): PlacedEntry[] {
  return entries.map((entry, at) => {
    if (!entry.runs || types.get(entry.type)?.merge !== 'replace') return entry;
    const hasNarrower = entries.slice(at + 1).some((other) => other.runs && other.type === entry.type);
    return hasNarrower ? { ...entry, runs: false, skippedBecause: 'replaced' } : entry;
  });
}

/** Stable, so entries of one stage and scope keep the order in which they stand. */
function sortEntries(entries: readonly PlacedEntry[]): readonly PlacedEntry[] {
  return entries.toSorted(
    (left, right) =>
      PLUGIN_STAGES.indexOf(left.stage) - PLUGIN_STAGES.indexOf(right.stage) ||
      PLUGIN_SCOPES.indexOf(left.scope) - PLUGIN_SCOPES.indexOf(right.scope),
  );
}
