/** Routes that calls come in by. */
import type { RouteAccess } from '#core/config/document.ts';
import { booleanColumn, jsonColumn, table, textColumn } from '#store/columns.ts';
import { models } from '#store/tables/model.ts';
import { resourceColumns } from '#store/tables/resource-columns.ts';

export const routes = table('routes', {
  ...resourceColumns(),
  path: textColumn('path').unique(),
  defaultModelId: textColumn('default_model_id').references(() => models.id),
  allowedModelIds: jsonColumn<readonly string[]>('allowed_model_ids').notNull(),
  access: textColumn('access').$type<RouteAccess>().notNull(),
  enabled: booleanColumn('enabled').notNull(),
});
