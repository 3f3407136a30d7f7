/** Lists one kind of resource, sorted by name. A page costs the same number of statements however long it is. */
import { and, count, gt, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Stored } from '#core/config/stored.ts';
import type { AnyColumn, AnyTable, Query } from '#store/columns.ts';
import type { Database } from '#store/database.ts';
import type { PageQuery, ResourceReader } from '#store/store.ts';

/** Where one kind of resource is kept. */
export interface ResourceSource<Config, Filter> {
  readonly table: AnyTable & Readonly<Record<'id' | 'name' | 'displayName', AnyColumn>>;
  readonly where: (filter: Filter) => SQL | undefined;
  /** Whole resources, sorted by name, at most so many. */
  readonly read: (query: Query, where: SQL | undefined, limit: number) => Promise<readonly Stored<Config>[]>;
}

export function createResourceReader<Config extends { readonly id: string }, Filter>(
  database: Database,
  { table, where, read }: ResourceSource<Config, Filter>,
): ResourceReader<Config, Filter> {
  return {
    page: (asked) =>
      database.read(async (query) => {
        const { first, after, search } = asked;
        const wanted = and(where(asked), search ? matching(table, search) : undefined);
        const [total] = await query.select({ count: count() }).from(table).where(wanted);
        const onPage = and(wanted, after === null ? undefined : gt(table.name, after));
        const rows = await read(query, onPage, first + 1);
        return { rows: rows.slice(0, first), hasNext: rows.length > first, totalCount: total?.count ?? 0 };
      }),
    byIds: (ids) =>
      database.read(async (query) => {
        const rows = ids.length === 0 ? [] : await read(query, inArray(table.id, [...ids]), ids.length);
        return new Map(rows.map((row) => [row.id, row]));
      }),
  };
}

/** In any case, and taken as it is: no character of it stands for another one. */
function matching(
  { name, displayName }: Readonly<Record<'name' | 'displayName', AnyColumn>>,
  search: NonNullable<PageQuery['search']>,
): SQL | undefined {
  const pattern = `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const contains = (column: AnyColumn) => sql`lower(${column}) like ${pattern} escape '\\'`;
  return or(contains(name), contains(displayName));
}
