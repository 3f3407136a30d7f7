/**
 * Writes the resources that a change touched, each with its parts. All of them go before any comes back, so that two may
 * swap their names; the references of others to them are looked at when the transaction ends.
 */
import { inArray } from 'drizzle-orm';
import { DOCUMENT_LISTS, RESOURCE_KINDS, type ResourceKind } from '#core/config/difference.ts';
import type { ConfigDocument } from '#core/config/document.ts';
import type { ResourceMeta } from '#core/config/stored.ts';
import type { AnyColumn, AnyTable, Query } from '#store/columns.ts';
import { encodeRow, placeholdersOf } from '#store/prepared-rows.ts';
import { apiKeys } from '#store/tables/api-key.ts';
import { consumerGroupMembers, consumerGroups, consumers } from '#store/tables/consumer.ts';
import { credentials } from '#store/tables/credential.ts';
import { models, modelTargets } from '#store/tables/model.ts';
import { chainEntries, chains, plugins } from '#store/tables/plugin.ts';
import { providers } from '#store/tables/provider.ts';
import { routes } from '#store/tables/route.ts';

export interface TouchedResources {
  /** Ids of what was made, changed or deleted. */
  readonly touched: ReadonlyMap<ResourceKind, ReadonlySet<string>>;
  /** As they shall be: what is touched and not here is gone. */
  readonly document: ConfigDocument;
  readonly meta: ReadonlyMap<string, ResourceMeta>;
}

type ItemOf<Kind extends ResourceKind> = ConfigDocument[(typeof DOCUMENT_LISTS)[Kind]][number];
type Row = Readonly<Record<string, unknown>>;

interface Place<Item> {
  readonly table: AnyTable & { readonly id: AnyColumn };
  readonly parts?: {
    readonly table: AnyTable;
    readonly owner: AnyColumn;
    readonly rowsOf: (item: Item) => readonly Row[];
  };
}

const PLACES: { readonly [Kind in ResourceKind]: Place<ItemOf<Kind>> } = {
  provider: { table: providers },
  credential: { table: credentials },
  model: {
    table: models,
    parts: {
      table: modelTargets,
      owner: modelTargets.modelId,
      rowsOf: ({ id, targets }) => targets.map((target, position) => ({ ...target, modelId: id, position })),
    },
  },
  route: { table: routes },
  'consumer-group': { table: consumerGroups },
  consumer: {
    table: consumers,
    parts: {
      table: consumerGroupMembers,
      owner: consumerGroupMembers.consumerId,
      rowsOf: ({ id, groupIds }) => groupIds.map((groupId, position) => ({ consumerId: id, groupId, position })),
    },
  },
  'api-key': { table: apiKeys },
  plugin: { table: plugins },
  chain: {
    table: chains,
    parts: {
      table: chainEntries,
      owner: chainEntries.chainId,
      rowsOf: ({ id, entries }) => entries.map((entry, position) => ({ ...entry, chainId: id, position })),
    },
  },
};

/** A statement takes a limited number of values. */
const IDS_A_STATEMENT = 500;

export async function writeResources(query: Query, resources: TouchedResources): Promise<void> {
  for (const kind of RESOURCE_KINDS) await remove(query, kind, [...(resources.touched.get(kind) ?? [])]);
  for (const kind of RESOURCE_KINDS) await insert(query, kind, resources);
}

async function remove(query: Query, kind: ResourceKind, ids: readonly string[]): Promise<void> {
  const { table, parts } = PLACES[kind];
  for (const piece of pieces(ids)) {
    if (parts) await query.delete(parts.table).where(inArray(parts.owner, piece));
    await query.delete(table).where(inArray(table.id, piece));
  }
}

async function insert<Kind extends ResourceKind>(
  query: Query,
  kind: Kind,
  { touched, document, meta }: TouchedResources,
): Promise<void> {
  const ids = touched.get(kind);
  if (!ids) return;
  const place: Place<ItemOf<Kind>> = PLACES[kind];
  const list: readonly ItemOf<Kind>[] = document[DOCUMENT_LISTS[kind]];
  const items = list.filter(({ id }) => ids.has(id));
  await insertRows(
    query,
    place.table,
    items.map((item): Row => ({ ...item, ...meta.get(item.id) })),
  );
  if (place.parts) await insertRows(query, place.parts.table, items.flatMap(place.parts.rowsOf));
}

/** That every column has its field is what the types of `loadConfig` prove. */
async function insertRows(query: Query, table: AnyTable, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const insert = query.insert(table).values(placeholdersOf(table)).prepare();
  for (const row of rows) await insert.execute(encodeRow(table, row));
}

function pieces(ids: readonly string[]): readonly string[][] {
  return Array.from({ length: Math.ceil(ids.length / IDS_A_STATEMENT) }, (_, index) =>
    ids.slice(index * IDS_A_STATEMENT, (index + 1) * IDS_A_STATEMENT),
  );
}
