/** What the database knows of itself. */
import { table, textColumn } from '#store/columns.ts';

export const meta = table('meta', {
  key: textColumn('key').primaryKey(),
  value: textColumn('value').notNull(),
});
