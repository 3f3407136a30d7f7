/**
 * The words that tables are declared in. This file alone knows whose columns they are, so that another database is
 * another set of the same words.
 */
import {
  type BaseSQLiteDatabase,
  index,
  integer,
  primaryKey,
  real,
  type SQLiteColumn,
  type SQLiteTable,
  sqliteTable,
  text,
  unique,
} from 'drizzle-orm/sqlite-core';

export { index, primaryKey, unique };
export const table = sqliteTable;
export const textColumn = (name: string) => text(name);
/** Also times: milliseconds since 1970. */
export const integerColumn = (name: string) => integer(name, { mode: 'number' });
export const realColumn = (name: string) => real(name);
export const booleanColumn = (name: string) => integer(name, { mode: 'boolean' });
export const jsonColumn = <Value>(name: string) => text(name, { mode: 'json' }).$type<Value>();

/** What queries are written against: everything is awaited, although this driver would not need it. */
export type Query = BaseSQLiteDatabase<'async', unknown>;
export type AnyTable = SQLiteTable;
export type AnyColumn = SQLiteColumn;
