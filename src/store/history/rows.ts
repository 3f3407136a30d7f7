/** Rows of the history as the rest of the house knows them. */
import type { Actor, ActorKind } from '#core/actor.ts';
import type { StoredAuditEvent, StoredRevision } from '#store/store.ts';
import type { auditEvents, revisions } from '#store/tables/history.ts';

export type AuditRow = typeof auditEvents.$inferSelect;
export type RevisionRow = Omit<typeof revisions.$inferSelect, 'document'>;

export function toRevision(row: RevisionRow): StoredRevision {
  const { number, at, comment, differences } = row;
  return { id: `rev_${number}`, number, at, author: actorOf(row), comment, differences };
}

export function toAuditEvent({ actorKind, actorId, actorName, ...event }: AuditRow): StoredAuditEvent {
  return { ...event, id: `aud_${event.sequence}`, actor: actorOf({ actorKind, actorId, actorName }) };
}

interface ActorColumns {
  readonly actorKind: ActorKind;
  readonly actorId: string | null;
  readonly actorName: string;
}

function actorOf({ actorKind, actorId, actorName }: ActorColumns): Actor {
  return { kind: actorKind, id: actorId, displayName: actorName };
}
