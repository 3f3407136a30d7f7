/** What the configuration was, and who did what: read backwards, written nowhere but at the end. */
import { and, count, desc, eq, getTableColumns, gte, inArray, lt, type SQL } from 'drizzle-orm';
import type { Clock } from '#core/ports.ts';
import type { Database } from '#store/database.ts';
import { appendAudit } from '#store/history/append-audit.ts';
import { type AuditRow, type RevisionRow, toAuditEvent, toRevision } from '#store/history/rows.ts';
import { verifyAudit } from '#store/history/verify-audit.ts';
import type { AuditFilter, HistoryStore } from '#store/store.ts';
import { auditEvents, revisions } from '#store/tables/history.ts';

export function createHistoryStore(database: Database, clock: Clock): HistoryStore {
  const { read, write } = database;
  return {
    revisions: ({ first, after }) =>
      read(async (query) => {
        const [total] = await query.select({ count: count() }).from(revisions);
        const older = after === null ? undefined : lt(revisions.number, after);
        const list = query.select(LISTED).from(revisions).where(older).orderBy(desc(revisions.number));
        return pageOf(await list.limit(first + 1), { first, total: total?.count, toItem: toRevision });
      }),
    revisionsByNumbers: (numbers) =>
      read(async (query) => {
        if (numbers.length === 0) return new Map();
        const rows = await query
          .select(LISTED)
          .from(revisions)
          .where(inArray(revisions.number, [...numbers]));
        return new Map(rows.map((row) => [row.number, toRevision(row)]));
      }),
    documentAt: (revision) =>
      read(async (query) => {
        const found = query.select({ document: revisions.document }).from(revisions);
        const [row] = await found.where(eq(revisions.number, revision));
        return row?.document;
      }),
    auditEvents: ({ first, after, ...filter }) =>
      read(async (query) => {
        const wanted = agreeing(filter);
        const [total] = await query.select({ count: count() }).from(auditEvents).where(wanted);
        const onPage = and(wanted, after === null ? undefined : lt(auditEvents.sequence, after));
        const list = query.select().from(auditEvents).where(onPage).orderBy(desc(auditEvents.sequence));
        return pageOf(await list.limit(first + 1), { first, total: total?.count, toItem: toAuditEvent });
      }),
    auditEventsByIds: (ids) =>
      read(async (query) => {
        const sequences = ids.map((id) => Number(/^aud_(\d{1,15})$/.exec(id)?.[1] ?? 0));
        if (sequences.length === 0) return new Map();
        const rows = await query.select().from(auditEvents).where(inArray(auditEvents.sequence, sequences));
        return new Map(rows.map(toAuditEvent).map((event) => [event.id, event]));
      }),
    note: (entry, allowed) =>
      write((query) => appendAudit(query, entry, { at: clock.now(), allowed, differences: [] })),
    verifyAudit: () => verifyAudit(database),
  };
}

/** Documents are large, and lists do without. */
const { document: _, ...LISTED } = getTableColumns(revisions);

function agreeing({ actions, actorIds, from, to }: AuditFilter): SQL | undefined {
  return and(
    actions && inArray(auditEvents.action, [...actions]),
    actorIds && inArray(auditEvents.actorId, [...actorIds]),
    from === undefined ? undefined : gte(auditEvents.at, from),
    to === undefined ? undefined : lt(auditEvents.at, to),
  );
}

interface PageParts<Row, Item> {
  readonly first: number;
  readonly total: number | undefined;
  readonly toItem: (row: Row) => Item;
}

/** One row more than the page holds tells whether there is a next page. */
function pageOf<Row extends AuditRow | RevisionRow, Item>(
  rows: readonly Row[],
  { first, total = 0, toItem }: PageParts<Row, Item>,
) {
  return { rows: rows.slice(0, first).map(toItem), hasNext: rows.length > first, totalCount: total };
}
