/** Reading the audit log. */
import { builder } from '#graphql/builder.ts';
import { storeOf } from '#graphql/config/admin-context.ts';
import { connectionOf, PAGE_ARGUMENTS, pageComplexity, readPage, toConnection } from '#graphql/connection.ts';
import { AuditEvent } from '#graphql/history/audit-event.ts';
import { numberAfter } from '#graphql/history/number-cursor.ts';
import type { AuditFilter } from '#store/store.ts';

const AuditEventConnection = connectionOf('AuditEvent', AuditEvent, { plural: 'recorded actions' });

const AuditFilterInput = builder.inputType('AuditFilterInput', {
  description: 'Which actions: those that every field given here agrees with. An empty list is as good as none.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', description: 'At this time or later.' }),
    to: t.field({ type: 'DateTime', description: 'Before this time.' }),
    actions: t.stringList({ description: 'One of these, such as provider.update.' }),
    actorIds: t.idList({ description: 'By one of these users or tokens.' }),
  }),
});

builder.queryField('auditEvents', (t) =>
  t.field({
    type: AuditEventConnection,
    description: 'The audit log, newest first.',
    args: {
      ...PAGE_ARGUMENTS,
      filter: t.arg({ type: AuditFilterInput, description: 'Which actions; all when omitted.' }),
    },
    complexity: pageComplexity,
    async resolve(_root, args, context) {
      const { first, after } = readPage(args);
      const query = { ...auditFilter(args.filter), first, after: numberAfter(after) };
      const page = await storeOf(context).history.auditEvents(query);
      return toConnection({ ...page, cursorOf: ({ sequence }) => String(sequence) }, after);
    },
  }),
);

function auditFilter(given: typeof AuditFilterInput.$inferInput | null | undefined): AuditFilter {
  const { from, to, actions, actorIds } = given ?? {};
  return {
    ...(from != null && { from }),
    ...(to != null && { to }),
    ...(actions?.length && { actions }),
    ...(actorIds?.length && { actorIds }),
  };
}
