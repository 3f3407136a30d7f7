/** Calls that are over, and what they sum up to in each hour. */
import type { CallRecord } from '#core/call-record.ts';
import {
  booleanColumn,
  index,
  integerColumn,
  jsonColumn,
  primaryKey,
  realColumn,
  table,
  textColumn,
} from '#store/columns.ts';

export const calls = table(
  'calls',
  {
    callId: textColumn('call_id').primaryKey(),
    door: textColumn('door').$type<CallRecord['door']>().notNull(),
    /** Calls of one comparison have the same. */
    comparisonId: textColumn('comparison_id'),
    startedAt: integerColumn('started_at').notNull(),
    endedAt: integerColumn('ended_at').notNull(),
    status: textColumn('status').$type<CallRecord['status']>().notNull(),
    errorCode: textColumn('error_code').$type<NonNullable<CallRecord['errorCode']>>(),
    keyId: textColumn('key_id'),
    consumerId: textColumn('consumer_id'),
    routeId: textColumn('route_id'),
    modelId: textColumn('model_id'),
    modelName: textColumn('model_name').notNull(),
    streamed: booleanColumn('streamed').notNull(),
    usage: jsonColumn<NonNullable<CallRecord['usage']>>('usage'),
    /** Of `usage`, where sums can be made of them. */
    inputTokens: integerColumn('input_tokens').notNull(),
    outputTokens: integerColumn('output_tokens').notNull(),
    /** 10^-9 dollars; null where it is not known. */
    cost: integerColumn('cost'),
    firstTokenMs: realColumn('first_token_ms'),
    durationMs: realColumn('duration_ms').notNull(),
    overheadMs: realColumn('overhead_ms').notNull(),
    cache: textColumn('cache').$type<CallRecord['cache']>().notNull(),
    findings: jsonColumn<CallRecord['findings']>('findings').notNull(),
    steps: jsonColumn<CallRecord['steps']>('steps').notNull(),
    attempts: jsonColumn<CallRecord['attempts']>('attempts').notNull(),
    configRevision: integerColumn('config_revision').notNull(),
  },
  (columns) => [
    index('calls_started').on(columns.startedAt, columns.callId),
    index('calls_ended').on(columns.endedAt),
    index('calls_consumer').on(columns.consumerId, columns.startedAt),
    index('calls_key').on(columns.keyId, columns.startedAt),
    index('calls_comparison').on(columns.comparisonId),
  ],
);

/** Written with the calls; stays when they are removed. What a call does not have is the empty text. */
export const usageHours = table(
  'usage_hours',
  {
    /** Start of the hour in which the calls began, in milliseconds since 1970. */
    hour: integerColumn('hour').notNull(),
    keyId: textColumn('key_id').notNull(),
    consumerId: textColumn('consumer_id').notNull(),
    modelId: textColumn('model_id').notNull(),
    routeId: textColumn('route_id').notNull(),
    requests: integerColumn('requests').notNull(),
    errors: integerColumn('errors').notNull(),
    inputTokens: integerColumn('input_tokens').notNull(),
    outputTokens: integerColumn('output_tokens').notNull(),
    /** 10^-9 dollars of the calls whose cost is known. */
    cost: integerColumn('cost').notNull().default(0),
    /** Calls whose cost is not known. */
    unpriced: integerColumn('unpriced').notNull().default(0),
  },
  (columns) => [
    primaryKey({ columns: [columns.hour, columns.keyId, columns.consumerId, columns.modelId, columns.routeId] }),
    index('usage_hours_key').on(columns.keyId, columns.hour),
    index('usage_hours_consumer').on(columns.consumerId, columns.hour),
  ],
);
