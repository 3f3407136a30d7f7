/** What the configuration was, and who did what to it. */
import type { ActorKind } from '#core/actor.ts';
import type { ResourceDifference } from '#core/config/difference.ts';
import type { ConfigDocument } from '#core/config/document.ts';
import { booleanColumn, index, integerColumn, jsonColumn, table, textColumn } from '#store/columns.ts';

const actorColumns = () => ({
  actorKind: textColumn('actor_kind').$type<ActorKind>().notNull(),
  actorId: textColumn('actor_id'),
  actorName: textColumn('actor_name').notNull(),
});

export const revisions = table('revisions', {
  number: integerColumn('number').primaryKey(),
  at: integerColumn('at').notNull(),
  ...actorColumns(),
  comment: textColumn('comment'),
  differences: jsonColumn<readonly ResourceDifference[]>('differences').notNull(),
  /** As it was after this revision. */
  document: jsonColumn<ConfigDocument>('document').notNull(),
});

export const auditEvents = table(
  'audit_events',
  {
    sequence: integerColumn('sequence').primaryKey(),
    at: integerColumn('at').notNull(),
    ...actorColumns(),
    action: textColumn('action').notNull(),
    targetId: textColumn('target_id'),
    targetName: textColumn('target_name'),
    comment: textColumn('comment'),
    requestId: textColumn('request_id').notNull(),
    address: textColumn('address').notNull(),
    allowed: booleanColumn('allowed').notNull(),
    differences: jsonColumn<readonly ResourceDifference[]>('differences').notNull(),
    hash: textColumn('hash').notNull(),
  },
  (columns) => [
    index('audit_events_at').on(columns.at),
    index('audit_events_actor').on(columns.actorId, columns.sequence),
    index('audit_events_action').on(columns.action, columns.sequence),
  ],
);
