/** Columns that every named resource has. They carry the names of the fields, so that a row is the resource. */
import { integerColumn, jsonColumn, textColumn } from '#store/columns.ts';

export const resourceColumns = () => ({
  id: textColumn('id').primaryKey(),
  name: textColumn('name').notNull().unique(),
  displayName: textColumn('display_name').notNull(),
  description: textColumn('description'),
  labels: jsonColumn<Readonly<Record<string, string>>>('labels').notNull(),
  ...metaColumns(),
});

export const metaColumns = () => ({
  revision: integerColumn('revision').notNull(),
  createdAt: integerColumn('created_at').notNull(),
  updatedAt: integerColumn('updated_at').notNull(),
});
