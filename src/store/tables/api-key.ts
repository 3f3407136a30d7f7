/** API keys of consumers: hashes, never the keys. */
import type { KeyPermission } from '#core/caller.ts';
import { booleanColumn, index, integerColumn, jsonColumn, table, textColumn } from '#store/columns.ts';
import { consumers } from '#store/tables/consumer.ts';
import { resourceColumns } from '#store/tables/resource-columns.ts';

export const apiKeys = table(
  'api_keys',
  {
    ...resourceColumns(),
    consumerId: textColumn('consumer_id')
      .notNull()
      .references(() => consumers.id),
    hint: textColumn('hint').notNull(),
    hash: textColumn('hash').notNull(),
    previousHash: textColumn('previous_hash'),
    previousUntil: integerColumn('previous_until'),
    allowedModelIds: jsonColumn<readonly string[]>('allowed_model_ids').notNull(),
    allowedRouteIds: jsonColumn<readonly string[]>('allowed_route_ids').notNull(),
    permissions: jsonColumn<readonly KeyPermission[]>('permissions').notNull(),
    expiresAt: integerColumn('expires_at'),
    paused: booleanColumn('paused').notNull(),
    revokedAt: integerColumn('revoked_at'),
  },
  (columns) => [index('api_keys_consumer').on(columns.consumerId)],
);
