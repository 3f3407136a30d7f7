/** Consumers, their groups, and who is in which. */
import { booleanColumn, index, integerColumn, jsonColumn, primaryKey, table, textColumn } from '#store/columns.ts';
import { resourceColumns } from '#store/tables/resource-columns.ts';

export const consumerGroups = table('consumer_groups', {
  ...resourceColumns(),
  allowedModelIds: jsonColumn<readonly string[]>('allowed_model_ids').notNull(),
});

export const consumers = table('consumers', {
  ...resourceColumns(),
  enabled: booleanColumn('enabled').notNull(),
});

export const consumerGroupMembers = table(
  'consumer_group_members',
  {
    consumerId: textColumn('consumer_id')
      .notNull()
      .references(() => consumers.id),
    groupId: textColumn('group_id')
      .notNull()
      .references(() => consumerGroups.id),
    position: integerColumn('position').notNull(),
  },
  (columns) => [
    primaryKey({ columns: [columns.consumerId, columns.groupId] }),
    index('consumer_group_members_group').on(columns.groupId),
  ],
);
