/** Models and their targets. */
import type { TargetPrice } from '#core/config/document.ts';
import {
  booleanColumn,
  index,
  integerColumn,
  jsonColumn,
  primaryKey,
  table,
  textColumn,
  unique,
} from '#store/columns.ts';
import { providers } from '#store/tables/provider.ts';
import { resourceColumns } from '#store/tables/resource-columns.ts';

export const models = table('models', {
  ...resourceColumns(),
  aliases: jsonColumn<readonly string[]>('aliases').notNull(),
  maxAttempts: integerColumn('max_attempts'),
  enabled: booleanColumn('enabled').notNull(),
});

export const modelTargets = table(
  'model_targets',
  {
    modelId: textColumn('model_id')
      .notNull()
      .references(() => models.id),
    position: integerColumn('position').notNull(),
    name: textColumn('name').notNull(),
    providerId: textColumn('provider_id')
      .notNull()
      .references(() => providers.id),
    upstreamModel: textColumn('upstream_model').notNull(),
    priority: integerColumn('priority').notNull(),
    weight: integerColumn('weight').notNull(),
    price: jsonColumn<TargetPrice>('price'),
  },
  (columns) => [
    primaryKey({ columns: [columns.modelId, columns.position] }),
    unique('model_targets_name').on(columns.modelId, columns.name),
    index('model_targets_provider').on(columns.providerId),
  ],
);
