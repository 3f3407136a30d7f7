/** Sums of calls over any time: whole hours from the sums of hours, what begins or ends within an hour from the calls. */
import { and, count, eq, gte, lt, type SQL, sql, sum } from 'drizzle-orm';
import { HOUR_MS } from '#store/calls/write-calls.ts';
import type { AnyColumn, Query } from '#store/columns.ts';
import type { UsageQuery, UsageTotals } from '#store/store.ts';
import { calls, usageHours } from '#store/tables/call.ts';

const NOTHING: UsageTotals = { requests: 0, errors: 0, inputTokens: 0, outputTokens: 0 };

export async function readUsage(query: Query, asked: UsageQuery): Promise<UsageTotals> {
  const { from, to } = asked;
  const firstHour = Math.ceil(from / HOUR_MS) * HOUR_MS;
  const lastHour = Math.floor(to / HOUR_MS) * HOUR_MS;
  if (firstHour >= lastHour) return sumCalls(query, asked, from, to);
  const parts = [
    await sumCalls(query, asked, from, firstHour),
    await sumHours(query, asked, firstHour, lastHour),
    await sumCalls(query, asked, lastHour, to),
  ];
  return parts.reduce(plus, NOTHING);
}

async function sumHours(query: Query, asked: UsageQuery, from: number, to: number): Promise<UsageTotals> {
  const { hour, requests, errors, inputTokens, outputTokens } = usageHours;
  const sums = {
    requests: total(sum(requests)),
    errors: total(sum(errors)),
    inputTokens: total(sum(inputTokens)),
    outputTokens: total(sum(outputTokens)),
  };
  const within = and(gte(hour, from), lt(hour, to), ofWhom(usageHours, asked));
  const [row = NOTHING] = await query.select(sums).from(usageHours).where(within);
  return row;
}

async function sumCalls(query: Query, asked: UsageQuery, from: number, to: number): Promise<UsageTotals> {
  if (from >= to) return NOTHING;
  const { startedAt, status, inputTokens, outputTokens } = calls;
  const sums = {
    requests: count(),
    errors: total(sql`sum(case when ${status} in ('failed', 'refused') then 1 else 0 end)`),
    inputTokens: total(sum(inputTokens)),
    outputTokens: total(sum(outputTokens)),
  };
  const within = and(gte(startedAt, from), lt(startedAt, to), ofWhom(calls, asked));
  const [row = NOTHING] = await query.select(sums).from(calls).where(within);
  return row;
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
  };
}
