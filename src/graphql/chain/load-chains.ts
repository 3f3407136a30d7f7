/** Chains by their ids: what exists and was never given a chain has the empty one. */
import { type ChainConfig, chainId } from '#core/config/document.ts';
import { NEVER_STORED, type Stored } from '#core/config/stored.ts';
import { type ResourceScope, scopeOfChain } from '#graphql/chain/chain-scope.ts';
import type { ConfigReaders } from '#store/store.ts';

const READERS = {
  route: 'routes',
  model: 'models',
  'consumer-group': 'consumerGroups',
  consumer: 'consumers',
  'api-key': 'apiKeys',
} as const satisfies Record<ResourceScope, keyof ConfigReaders>;

/** Costs one query, and one more for each kind of place that has no chain yet. */
export async function loadChains(
  ids: readonly string[],
  readers: ConfigReaders,
): Promise<ReadonlyMap<string, Stored<ChainConfig>>> {
  const found = await readers.chainsByIds(ids);
  const missing = ids.filter((id) => !found.has(id));
  return new Map([...found, ...(await emptyChains(missing, readers))]);
}

async function emptyChains(
  ids: readonly string[],
  readers: ConfigReaders,
): Promise<(readonly [string, Stored<ChainConfig>])[]> {
  const scopes = ids.flatMap((id) => scopeOfChain(id) ?? []);
  const byScope = Map.groupBy(scopes, ({ scope }) => scope);
  const known = await Promise.all(
    [...byScope].map(async ([scope, places]) => {
      if (scope === 'workspace') return places;
      const scopeIds = places.flatMap(({ scopeId }) => scopeId ?? []);
      const rows = await readers[READERS[scope]].byIds(scopeIds);
      return places.filter(({ scopeId }) => scopeId !== null && rows.has(scopeId));
    }),
  );
  return known.flat().map(({ scope, scopeId }) => {
    const id = chainId(scopeId);
    return [id, { id, scope, scopeId, entries: [], ...NEVER_STORED }];
  });
}
