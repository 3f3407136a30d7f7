/** Writes a group of calls and adds them to the sums of their hours, in one transaction of the caller's. */
import { sql } from 'drizzle-orm';
import type { CallRecord } from '#core/call-record.ts';
import { toRow } from '#store/calls/call-rows.ts';
import type { Query } from '#store/columns.ts';
import { encodeRow, placeholdersOf } from '#store/prepared-rows.ts';
import { calls, usageHours } from '#store/tables/call.ts';

export const HOUR_MS = 3_600_000;

type HourRow = typeof usageHours.$inferSelect;

/** Prepares both statements once. A call that is written already counts no second time. */
export function prepareWriteCalls(query: Query): (records: readonly CallRecord[]) => Promise<void> {
  const insert = query
    .insert(calls)
    .values(placeholdersOf(calls))
    .onConflictDoNothing()
    .returning({ callId: calls.callId })
    .prepare();
  const add = prepareAddToHour(query);
  return async (records) => {
    const counting: CallRecord[] = [];
    for (const record of records) {
      const written = await insert.execute(encodeRow(calls, toRow(record)));
      if (written.length > 0) counting.push(record);
    }
    for (const sum of sumsOf(counting)) await add.execute(sum);
  };
}

function prepareAddToHour(query: Query) {
  const { hour, keyId, consumerId, modelId, routeId, requests, errors, inputTokens, outputTokens, cost, unpriced } =
    usageHours;
  return query
    .insert(usageHours)
    .values(placeholdersOf(usageHours))
    .onConflictDoUpdate({
      target: [hour, keyId, consumerId, modelId, routeId],
      set: {
        requests: sql`${requests} + ${sql.placeholder('requests')}`,
        errors: sql`${errors} + ${sql.placeholder('errors')}`,
        inputTokens: sql`${inputTokens} + ${sql.placeholder('inputTokens')}`,
        outputTokens: sql`${outputTokens} + ${sql.placeholder('outputTokens')}`,
        cost: sql`${cost} + ${sql.placeholder('cost')}`,
        unpriced: sql`${unpriced} + ${sql.placeholder('unpriced')}`,
      },
    })
    .prepare();
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

function hourOf({ startedAt, status, usage, cost, ...of }: CallRecord): HourRow {
  const { keyId = '', consumerId = '', modelId = '', routeId = '' } = of;
  const { inputTokens = 0, outputTokens = 0 } = usage ?? {};
  const errors = status === 'failed' || status === 'refused' ? 1 : 0;
  const hour = startedAt - (startedAt % HOUR_MS);
  const money = { cost: cost ?? 0, unpriced: cost === undefined ? 1 : 0 };
  return { hour, keyId, consumerId, modelId, routeId, requests: 1, errors, inputTokens, outputTokens, ...money };
}

function plus(one: HourRow, other: HourRow): HourRow {
  return {
    ...one,
    requests: one.requests + other.requests,
    errors: one.errors + other.errors,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cost: one.cost + other.cost,
    unpriced: one.unpriced + other.unpriced,
  };
}
