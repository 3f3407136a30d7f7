/** Which plugins a call passes and in which order: by stage, then from wide scopes to narrow ones, then by position. */
import { type ChainEntryConfig, PLUGIN_SCOPES, type PluginScope } from '#core/config/document.ts';
import { type AnyPlugin, PLUGIN_STAGES, type PluginStage } from '#core/plugin.ts';

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
  readonly definition: AnyPlugin;
  /** Of its chain among the chains of its scope that one call may pass, which only groups have: by the group's name. */
  readonly rank: number;
}

/** All entries in running order, those that do not run included. The order they come in does not matter. */
export function orderChain(entries: readonly PlacedEntry[]): readonly PlacedEntry[] {
  const last = new Map<string, PlacedEntry>();
  for (const entry of entries) {
    const known = last.get(entry.type);
    if (isAlone(entry) && (!known || byWidth(known, entry) < 0)) last.set(entry.type, entry);
  }
  return entries
    .map((entry): PlacedEntry => {
      const isReplaced = isAlone(entry) && last.get(entry.type) !== entry;
      return isReplaced ? { ...entry, runs: false, skippedBecause: 'replaced' } : entry;
    })
    .sort(compareEntries);
}

/** Below 0 where the left one comes first; which others a call passes changes nothing about that. */
export function compareEntries(left: PlacedEntry, right: PlacedEntry): number {
  return stageOf(left) - stageOf(right) || byWidth(left, right);
}

function isAlone({ runs, definition }: PlacedEntry): boolean {
  return runs && definition.merge === 'replace';
}

function stageOf({ stage }: PlacedEntry): number {
  return PLUGIN_STAGES.indexOf(stage);
}

/** From wide to narrow. Of two entries of one place none is wider, so their position decides. */
function byWidth(left: PlacedEntry, right: PlacedEntry): number {
  return (
    PLUGIN_SCOPES.indexOf(left.scope) - PLUGIN_SCOPES.indexOf(right.scope) ||
    left.rank - right.rank ||
    left.position - right.position
  );
}
