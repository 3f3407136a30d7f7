/** Sums of calls over any time: whole hours from the sums of hours, what begins or ends within an hour from the calls. */
import { and, count, eq, gte, inArray, lt, type SQL, sql, sum } from 'drizzle-orm';
import { HOUR_MS } from '#store/calls/write-calls.ts';
import type { AnyColumn, Query } from '#store/columns.ts';
import type { EachUsageQuery, UsageQuery, UsageTotals } from '#store/store.ts';
import { calls, usageHours } from '#store/tables/call.ts';

const NOTHING: UsageTotals = { requests: 0, errors: 0, inputTokens: 0, outputTokens: 0, cost: 0, unpriced: 0 };

interface Span {
  readonly table: 'calls' | 'hours';
  readonly from: number;
  readonly to: number;
}

const CALL_SUMS = {
  requests: count(),
  errors: total(sql`sum(case when ${calls.status} in ('failed', 'refused') then 1 else 0 end)`),
  inputTokens: total(sum(calls.inputTokens)),
  outputTokens: total(sum(calls.outputTokens)),
  cost: total(sum(calls.cost)),
  unpriced: total(sql`sum(case when ${calls.cost} is null then 1 else 0 end)`),
};

const HOUR_SUMS = {
  requests: total(sum(usageHours.requests)),
  errors: total(sum(usageHours.errors)),
  inputTokens: total(sum(usageHours.inputTokens)),
  outputTokens: total(sum(usageHours.outputTokens)),
  cost: total(sum(usageHours.cost)),
  unpriced: total(sum(usageHours.unpriced)),
};

export async function readUsage(query: Query, asked: UsageQuery): Promise<UsageTotals> {
  let totals = NOTHING;
  for (const span of spansOf(asked)) {
    const [row = NOTHING] =
      span.table === 'calls'
        ? await query
            .select(CALL_SUMS)
            .from(calls)
            .where(and(within(calls.startedAt, span), ofWhom(calls, asked)))
        : await query
            .select(HOUR_SUMS)
            .from(usageHours)
            .where(and(within(usageHours.hour, span), ofWhom(usageHours, asked)));
    totals = plus(totals, row);
  }
  return totals;
}

export async function readUsageOfEach(query: Query, asked: EachUsageQuery): Promise<ReadonlyMap<string, UsageTotals>> {
  const totals = new Map<string, UsageTotals>();
  for (const span of spansOf(asked)) {
    for (const { id, ...row } of await rowsOfEach(query, span, asked)) {
      if (id !== null) totals.set(id, plus(totals.get(id) ?? NOTHING, row));
    }
  }
  return totals;
}

function rowsOfEach(query: Query, span: Span, { by, ids }: EachUsageQuery) {
  if (span.table === 'calls') {
    const wanted = and(within(calls.startedAt, span), inArray(calls[by], [...ids]));
    return query
      .select({ id: calls[by], ...CALL_SUMS })
      .from(calls)
      .where(wanted)
      .groupBy(calls[by]);
  }
  const wanted = and(within(usageHours.hour, span), inArray(usageHours[by], [...ids]));
  return query
    .select({ id: usageHours[by], ...HOUR_SUMS })
    .from(usageHours)
    .where(wanted)
    .groupBy(usageHours[by]);
}

function spansOf({ from, to }: { readonly from: number; readonly to: number }): readonly Span[] {
  const firstHour = Math.ceil(from / HOUR_MS) * HOUR_MS;
  const lastHour = Math.floor(to / HOUR_MS) * HOUR_MS;
  const spans: readonly Span[] =
    firstHour >= lastHour
      ? [{ table: 'calls', from, to }]
      : [
          { table: 'calls', from, to: firstHour },
          { table: 'hours', from: firstHour, to: lastHour },
          { table: 'calls', from: lastHour, to },
        ];
  return spans.filter((span) => span.from < span.to);
}

function within(time: AnyColumn, { from, to }: Span): SQL | undefined {
  return and(gte(time, from), lt(time, to));
}

/** The sum of no rows is null. */
function total(value: SQL): SQL<number> {
  return sql`coalesce(${value}, 0)`.mapWith(Number);
}

function ofWhom(
  { keyId, consumerId }: Readonly<Record<'keyId' | 'consumerId', AnyColumn>>,
  asked: UsageQuery,
): SQL | undefined {
  return and(
    asked.keyId === undefined ? undefined : eq(keyId, asked.keyId),
    asked.consumerId === undefined ? undefined : eq(consumerId, asked.consumerId),
  );
}

function plus(one: UsageTotals, other: UsageTotals): UsageTotals {
  return {
    requests: one.requests + other.requests,
    errors: one.errors + other.errors,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cost: one.cost + other.cost,
    unpriced: one.unpriced + other.unpriced,
  };
}
