/** Plugin instances, and the chains that run them. */
import type { ChainEntryConfig, PluginScope } from '#core/config/document.ts';
import type { JsonObject } from '#core/json.ts';
import { booleanColumn, index, integerColumn, jsonColumn, primaryKey, table, textColumn } from '#store/columns.ts';
import { metaColumns, resourceColumns } from '#store/tables/resource-columns.ts';

export const plugins = table('plugins', {
  ...resourceColumns(),
  type: textColumn('type').notNull(),
  config: jsonColumn<JsonObject>('config').notNull(),
});

/** `scopeId` is of a table that depends on the scope, so no foreign key guards it. */
export const chains = table('chains', {
  id: textColumn('id').primaryKey(),
  scope: textColumn('scope').$type<PluginScope>().notNull(),
  scopeId: textColumn('scope_id'),
  ...metaColumns(),
});

export const chainEntries = table(
  'chain_entries',
  {
    chainId: textColumn('chain_id')
      .notNull()
      .references(() => chains.id),
    position: integerColumn('position').notNull(),
    pluginId: textColumn('plugin_id')
      .notNull()
      .references(() => plugins.id),
    enabled: booleanColumn('enabled').notNull(),
    stage: textColumn('stage').$type<NonNullable<ChainEntryConfig['stage']>>(),
    onFailure: textColumn('on_failure').$type<NonNullable<ChainEntryConfig['onFailure']>>(),
    timeoutMs: integerColumn('timeout_ms').notNull(),
  },
  (columns) => [
    primaryKey({ columns: [columns.chainId, columns.position] }),
    index('chain_entries_plugin').on(columns.pluginId),
  ],
);
