/** What a prepared insert needs: building a statement for each row costs many times as much as running it. */
import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { AnyTable } from '#store/columns.ts';

/** Values of an insert that takes a row each time it is executed. */
export function placeholdersOf<Table extends AnyTable>(table: Table): Record<keyof Table['$inferInsert'], SQL> {
  const names = Object.keys(getTableColumns(table));
  const values = Object.fromEntries(names.map((name) => [name, sql`${sql.placeholder(name)}`]));
  return values as Record<keyof Table['$inferInsert'], SQL>; // Both are the names of its columns.
}

/** The row as the database takes it. Placeholders are not encoded by their column, and null is not to be: it stays null. */
export function encodeRow(table: AnyTable, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const encoded: Record<string, unknown> = {};
  for (const [name, column] of Object.entries(getTableColumns(table))) {
    const value = row[name];
    encoded[name] = value === undefined || value === null ? null : column.mapToDriverValue(value);
  }
  return encoded;
}
