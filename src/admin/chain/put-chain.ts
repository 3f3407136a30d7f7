/** Writes the chain of a place into a draft, whether it was set before or not. */
import type { AdminDeps } from '#admin/admin-deps.ts';
import type { ChainEntryInput, ChainScope } from '#admin/chain/chain-input.ts';
import type { Draft } from '#admin/draft.ts';
import { type ChainConfig, type ChainEntryConfig, chainId, DEFAULT_PLUGIN_TIMEOUT_MS } from '#core/config/document.ts';

const LONGEST_TIMEOUT_MS = 10 * 60_000;

interface PutOptions {
  readonly deps: Pick<AdminDeps, 'plugins'>;
  /** Where the place stands in the arguments. */
  readonly placePath: readonly string[];
  /** Where one of the entries stands there. */
  readonly entryPath: (index: number) => readonly string[];
}

export function putChain(
  draft: Draft,
  place: ChainScope,
  given: readonly ChainEntryInput[],
  options: PutOptions,
): ChainConfig {
  if (place.scope !== 'workspace') draft.check(place.scope, place.scopeId ?? '', options.placePath);
  const entries = given.map((entry, index) => entryOf(draft, entry, options.entryPath(index)));
  reportRepeated(draft, entries, options);
  const chain = { ...chainAt(draft, place), entries };
  draft.put('chain', chain, []);
  return chain;
}

/** The chain as it is; the empty one where it was never set. */
export function chainAt(draft: Draft, { scope, scopeId }: ChainScope): ChainConfig {
  const id = chainId(scopeId);
  return draft.find('chain', id) ?? { id, scope, scopeId, entries: [] };
}

/** Chains have no names of their own: this is the one of their place. */
export function nameOfChain(draft: Draft, { scope, scopeId }: ChainScope): string {
  if (scope === 'workspace' || scopeId === null) return 'workspace';
  return draft.find(scope, scopeId)?.name ?? scopeId;
}

function entryOf(draft: Draft, entry: ChainEntryInput, path: readonly string[]): ChainEntryConfig {
  const { pluginId, enabled, stage, onFailure, timeoutMs } = entry;
  draft.check('plugin', pluginId, [...path, 'pluginId']);
  if (timeoutMs != null && !(timeoutMs >= 1 && timeoutMs <= LONGEST_TIMEOUT_MS))
    draft.report('out-of-range', [...path, 'timeout'], 'Must be longer than nothing and at most ten minutes.');
  return {
    pluginId,
    enabled: enabled ?? true,
    stage: stage ?? null,
    onFailure: onFailure ?? null,
    timeoutMs: timeoutMs ?? DEFAULT_PLUGIN_TIMEOUT_MS,
  };
}

function reportRepeated(draft: Draft, entries: readonly ChainEntryConfig[], { deps, entryPath }: PutOptions): void {
  const mergeOf = new Map(deps.plugins.map(({ id, merge }) => [id, merge]));
  const seen = new Set<string>();
  for (const [index, { pluginId, enabled }] of entries.entries()) {
    const type = draft.find('plugin', pluginId)?.type;
    if (type === undefined) continue;
    const isAlone = enabled && mergeOf.get(type) === 'replace';
    if (seen.has(pluginId)) draft.report('duplicate-plugin', entryPath(index), 'The chain has this plugin already.');
    else if (isAlone && seen.has(type))
      draft.report('duplicate-plugin', entryPath(index), `A chain has at most one ${type} that is switched on.`);
    seen.add(pluginId);
    if (isAlone) seen.add(type);
  }
}
