/** The chain of audit events: each hash covers its event and the hash before it. */
import { createHash } from 'node:crypto';
import { isJsonObject, type Json } from '#core/json.ts';
import type { StoredAuditEvent } from '#store/store.ts';

/** Before the first event. */
export const FIRST_HASH = '0'.repeat(64);

export function hashEvent(event: Omit<StoredAuditEvent, 'id' | 'hash'>, previous: string): string {
  const { sequence, at, actor, action, targetId, targetName, comment, requestId, address, allowed } = event;
  const facts = [
    sequence,
    at,
    actor.kind,
    actor.id,
    actor.displayName,
    action,
    targetId,
    targetName,
    comment,
    requestId,
  ];
  const content = [...facts, address, allowed, event.differences as unknown as Json];
  return createHash('sha256').update(previous).update(inOneWay(content)).digest('hex');
}

/** JSON with sorted members, because a database may give them back in another order. */
function inOneWay(value: Json): string {
  if (!isJsonObject(value)) {
    return Array.isArray(value) ? `[${value.map(inOneWay).join(',')}]` : JSON.stringify(value);
  }
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${inOneWay(value[name] ?? null)}`).join(',')}}`;
}
