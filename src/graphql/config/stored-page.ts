/** Pages of configured resources, which are sorted by name: the cursor is the name. */
import { type Connection, readPage, toConnection } from '#graphql/connection.ts';
import type { PageQuery, ResourceReader } from '#store/store.ts';

interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly search?: string | null | undefined;
}

export async function pageOf<Row extends { readonly name: string }, Filter extends object>(
  reader: { page(query: PageQuery & Filter): ReturnType<ResourceReader<Row, Filter>['page']> },
  args: PageArguments,
  filter: Filter,
): Promise<Connection<Awaited<ReturnType<ResourceReader<Row, Filter>['page']>>['rows'][number]>> {
  const { first, after } = readPage(args);
  const search = args.search == null ? {} : { search: args.search };
  const page = await reader.page({ ...filter, ...search, first, after: after === null ? null : nameOf(after) });
  return toConnection({ ...page, cursorOf: ({ name }) => Buffer.from(name).toString('base64url') }, after);
}

function nameOf(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString();
}
