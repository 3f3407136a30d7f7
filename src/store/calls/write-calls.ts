/** Writes a group of calls and adds them to the sums of their hours, in one transaction of the caller's. */
import { sql } from 'drizzle-orm';
import type { CallRecord } from '#core/call-record.ts';
import { toRow } from '#store/calls/call-rows.ts';
import type { Query } from '#store/columns.ts';
import { calls, usageHours } from '#store/tables/call.ts';

export const HOUR_MS = 3_600_000;
/** A statement takes a limited number of values. */
const ROWS_A_STATEMENT = 100;

type HourRow = typeof usageHours.$inferSelect;

/** A call that is written already counts no second time. */
export async function writeCalls(query: Query, records: readonly CallRecord[]): Promise<void> {
  const written = new Set<string>();
  for (let start = 0; start < records.length; start += ROWS_A_STATEMENT) {
    const rows = records.slice(start, start + ROWS_A_STATEMENT).map(toRow);
    const insert = query.insert(calls).values(rows).onConflictDoNothing();
    for (const { callId } of await insert.returning({ callId: calls.callId })) written.add(callId);
  }
  // Taken out as they are met, because one may stand in the group twice.
  const counting = records.filter(({ callId }) => written.delete(callId));
  for (const sum of sumsOf(counting)) await addToHour(query, sum);
}

async function addToHour(query: Query, sum: HourRow): Promise<void> {
  const { hour, keyId, consumerId, modelId, routeId, requests, errors, inputTokens, outputTokens } = usageHours;
  await query
    .insert(usageHours)
    .values(sum)
    .onConflictDoUpdate({
      target: [hour, keyId, consumerId, modelId, routeId],
      set: {
        requests: sql`${requests} + ${sum.requests}`,
        errors: sql`${errors} + ${sum.errors}`,
        inputTokens: sql`${inputTokens} + ${sum.inputTokens}`,
        outputTokens: sql`${outputTokens} + ${sum.outputTokens}`,
      },
    });
}

/** One row for each hour, key, consumer, model and route. */
function sumsOf(records: readonly CallRecord[]): readonly HourRow[] {
  const sums = new Map<string, HourRow>();
  for (const row of records.map(hourOf)) {
    const key = JSON.stringify([row.hour, row.keyId, row.consumerId, row.modelId, row.routeId]);
    const known = sums.get(key);
    sums.set(key, known ? plus(known, row) : row);
  }
  return [...sums.values()];
}

function hourOf({ startedAt, status, usage, ...of }: CallRecord): HourRow {
  const { keyId = '', consumerId = '', modelId = '', routeId = '' } = of;
  const { inputTokens = 0, outputTokens = 0 } = usage ?? {};
  const errors = status === 'failed' || status === 'refused' ? 1 : 0;
  const hour = startedAt - (startedAt % HOUR_MS);
  return { hour, keyId, consumerId, modelId, routeId, requests: 1, errors, inputTokens, outputTokens };
}

function plus(one: HourRow, other: HourRow): HourRow {
  return {
    ...one,
    requests: one.requests + other.requests,
    errors: one.errors + other.errors,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
  };
}
