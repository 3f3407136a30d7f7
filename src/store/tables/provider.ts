/** Connections to providers. */
import type { TimeoutsConfig } from '#core/config/document.ts';
import type { JsonObject } from '#core/json.ts';
import { booleanColumn, jsonColumn, table, textColumn } from '#store/columns.ts';
import { resourceColumns } from '#store/tables/resource-columns.ts';

export const providers = table('providers', {
  ...resourceColumns(),
  kind: textColumn('kind').notNull(),
  baseUrl: textColumn('base_url'),
  allowPrivateNetwork: booleanColumn('allow_private_network').notNull(),
  timeouts: jsonColumn<Readonly<Partial<TimeoutsConfig>>>('timeouts').notNull(),
  settings: jsonColumn<JsonObject>('settings').notNull(),
  enabled: booleanColumn('enabled').notNull(),
});
