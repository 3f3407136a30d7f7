/** Calls that are over. They are written on another thread, and read and removed on this one in small pieces. */
import { and, desc, eq, gte, inArray, lt, or, type SQL } from 'drizzle-orm';
import { toRecord } from '#store/calls/call-rows.ts';
import type { CallWriter } from '#store/calls/call-writer.ts';
import { readUsage, readUsageOfEach } from '#store/calls/usage.ts';
import type { AnyColumn, Query } from '#store/columns.ts';
import type { Database } from '#store/database.ts';
import type { CallQuery, CallStore } from '#store/store.ts';
import { calls } from '#store/tables/call.ts';

/** Removing so many holds up the event loop for a few milliseconds. */
const REMOVED_AT_ONCE = 200;

export function createCallStore({ read, write }: Database, writer: CallWriter): CallStore {
  return {
    append: (record) => writer.append(record),
    flush: () => writer.flush(),
    page: ({ first, after, ...filter }) =>
      read(async (query) => {
        const older = after === null ? undefined : await olderThan(query, after);
        if (older === null) return { rows: [], hasNext: false };
        const wanted = query
          .select()
          .from(calls)
          .where(and(agreeing(filter), older));
        const rows = await wanted.orderBy(desc(calls.startedAt), desc(calls.callId)).limit(first + 1);
        return { rows: rows.slice(0, first).map(toRecord), hasNext: rows.length > first };
      }),
    byIds: (ids) =>
      read(async (query) => {
        if (ids.length === 0) return new Map();
        const rows = await query
          .select()
          .from(calls)
          .where(inArray(calls.callId, [...ids]));
        return new Map(rows.map((row) => [row.callId, toRecord(row)]));
      }),
    usage: (asked) => read((query) => readUsage(query, asked)),
    usageOfEach: (asked) => read((query) => readUsageOfEach(query, asked)),
    async removeBefore(time) {
      for (let removed = 0; ; ) {
        const count = await write((query) => removeSome(query, time));
        removed += count;
        if (count < REMOVED_AT_ONCE) return removed;
        await new Promise(setImmediate);
      }
    },
  };
}

/** Null where that call is not kept any more: those older than it are gone, too. */
async function olderThan(query: Query, callId: string): Promise<SQL | undefined | null> {
  const [last] = await query.select({ startedAt: calls.startedAt }).from(calls).where(eq(calls.callId, callId));
  if (!last) return null;
  const { startedAt } = last;
  return or(lt(calls.startedAt, startedAt), and(eq(calls.startedAt, startedAt), lt(calls.callId, callId)));
}

function agreeing(filter: Omit<CallQuery, 'first' | 'after'>): SQL | undefined {
  const among = (column: AnyColumn, values?: readonly string[]) => values && inArray(column, [...values]);
  return and(
    filter.from === undefined ? undefined : gte(calls.startedAt, filter.from),
    filter.to === undefined ? undefined : lt(calls.startedAt, filter.to),
    among(calls.status, filter.statuses),
    among(calls.errorCode, filter.errorCodes),
    among(calls.door, filter.doors),
    among(calls.modelName, filter.modelNames),
    among(calls.routeId, filter.routeIds),
    among(calls.consumerId, filter.consumerIds),
    among(calls.keyId, filter.keyIds),
    among(calls.comparisonId, filter.comparisonIds),
  );
}

async function removeSome(query: Query, time: number): Promise<number> {
  const { callId, endedAt } = calls;
  const old = query.select({ callId }).from(calls).where(lt(endedAt, time)).limit(REMOVED_AT_ONCE);
  const removed = await query.delete(calls).where(inArray(callId, old)).returning({ callId });
  return removed.length;
}
