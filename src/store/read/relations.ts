/** Resources by those they refer to, for many at once. */
import { asc, inArray } from 'drizzle-orm';
import type { Query } from '#store/columns.ts';
import type { Parts } from '#store/config/parts.ts';
import { partsOf, readEntries } from '#store/config/parts.ts';
import type { Database } from '#store/database.ts';
import { modelSource } from '#store/read/sources.ts';
import type { ConfigReaders } from '#store/store.ts';
import { credentials } from '#store/tables/credential.ts';
import { modelTargets } from '#store/tables/model.ts';
import { chainEntries, chains } from '#store/tables/plugin.ts';

type Relations = Pick<ConfigReaders, 'chainsByIds' | 'credentialsOf' | 'modelsUsing' | 'chainsUsing'>;

export function createRelations({ read }: Database): Relations {
  return {
    chainsByIds: (ids) => read(async (query) => new Map((await readChains(query, ids)).map((row) => [row.id, row]))),
    credentialsOf: (providerIds) =>
      read(async (query) => {
        const own = query
          .select()
          .from(credentials)
          .where(inArray(credentials.providerId, [...providerIds]));
        const rows = await own.orderBy(asc(credentials.name));
        return related(
          providerIds,
          rows.map((row) => [row.providerId, row]),
        );
      }),
    modelsUsing: (providerIds) =>
      read(async (query) => {
        const { modelId, providerId } = modelTargets;
        const uses = query.selectDistinct({ modelId, providerId }).from(modelTargets);
        const pairs = await uses.where(inArray(providerId, [...providerIds]));
        const ids = [...new Set(pairs.map((pair) => pair.modelId))];
        const rows = await modelSource.read(query, inArray(modelSource.table.id, ids), ids.length);
        const using = (model: string) => pairs.filter((pair) => pair.modelId === model);
        return related(
          providerIds,
          rows.flatMap((row) => using(row.id).map((pair) => [pair.providerId, row] as const)),
        );
      }),
    chainsUsing: (pluginIds) =>
      read(async (query) => {
        const { chainId, pluginId } = chainEntries;
        const uses = query.selectDistinct({ chainId, pluginId }).from(chainEntries);
        const pairs = await uses.where(inArray(pluginId, [...pluginIds]));
        const rows = await readChains(query, [...new Set(pairs.map((pair) => pair.chainId))]);
        const using = (chain: string) => pairs.filter((pair) => pair.chainId === chain);
        return related(
          pluginIds,
          rows.flatMap((row) => using(row.id).map((pair) => [pair.pluginId, row] as const)),
        );
      }),
  };
}

async function readChains(query: Query, ids: readonly string[]) {
  const rows = await query
    .select()
    .from(chains)
    .where(inArray(chains.id, [...ids]))
    .orderBy(asc(chains.id));
  const entries = await readEntries(query, inArray(chainEntries.chainId, [...ids]));
  return rows.map((row) => ({ ...row, entries: entries.get(row.id) ?? [] }));
}

/** Every id that was asked for is there, also where nothing refers to it. */
function related<Row>(ids: readonly string[], pairs: readonly (readonly [string, Row])[]): Parts<Row> {
  return new Map([...ids.map((id) => [id, []] as const), ...partsOf(pairs)]);
}
