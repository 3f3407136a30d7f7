/** Adds an event to the end of the audit log; inside the transaction of what it tells of. */
import { desc } from 'drizzle-orm';
import type { ResourceDifference } from '#core/config/difference.ts';
import type { Query } from '#store/columns.ts';
import { FIRST_HASH, hashEvent } from '#store/history/audit-hash.ts';
import type { AuditEntry } from '#store/store.ts';
import { auditEvents } from '#store/tables/history.ts';

export interface AuditOutcome {
  readonly at: number;
  readonly allowed: boolean;
  readonly differences: readonly ResourceDifference[];
}

export async function appendAudit(query: Query, entry: AuditEntry, outcome: AuditOutcome): Promise<void> {
  const { actor, action, targetId, targetName, comment, requestId, address } = entry;
  const last = query.select({ sequence: auditEvents.sequence, hash: auditEvents.hash }).from(auditEvents);
  const [newest] = await last.orderBy(desc(auditEvents.sequence)).limit(1);
  const sequence = (newest?.sequence ?? 0) + 1;
  const facts = { sequence, action, targetId, targetName, comment, requestId, address, ...outcome };
  const hash = hashEvent({ ...facts, actor }, newest?.hash ?? FIRST_HASH);
  await query.insert(auditEvents).values({ ...facts, ...actorRow(actor), hash });
}

export function actorRow({ kind, id, displayName }: AuditEntry['actor']) {
  return { actorKind: kind, actorId: id, actorName: displayName };
}
