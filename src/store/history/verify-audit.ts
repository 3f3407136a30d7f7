/** Looks whether the audit log is as it was written: every event there, in order, unchanged. */
import { asc, gt } from 'drizzle-orm';
import type { Database } from '#store/database.ts';
import { FIRST_HASH, hashEvent } from '#store/history/audit-hash.ts';
import { toAuditEvent } from '#store/history/rows.ts';
import type { AuditVerdict } from '#store/store.ts';
import { auditEvents } from '#store/tables/history.ts';

/** In pieces, so that neither memory nor the event loop feels a long history. */
const EVENTS_A_PIECE = 200;

export async function verifyAudit({ read }: Pick<Database, 'read'>): Promise<AuditVerdict> {
  let [last, hash] = [0, FIRST_HASH];
  for (;;) {
    const rows = await read((query) => {
      const later = query.select().from(auditEvents).where(gt(auditEvents.sequence, last));
      return later.orderBy(asc(auditEvents.sequence)).limit(EVENTS_A_PIECE).execute();
    });
    if (rows.length === 0) return { type: 'intact', events: last };
    for (const event of rows.map(toAuditEvent)) {
      if (event.sequence !== last + 1) return { type: 'missing', sequence: last + 1 };
      if (event.hash !== hashEvent(event, hash)) return { type: 'changed', sequence: event.sequence };
      [last, hash] = [event.sequence, event.hash];
    }
    await new Promise(setImmediate);
  }
}
