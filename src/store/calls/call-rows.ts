/** Records of calls as rows and back: what a record does not have is null in a row. */
import type { CallRecord } from '#core/call-record.ts';
import type { calls } from '#store/tables/call.ts';

export type CallRow = typeof calls.$inferSelect;

export function toRow(record: CallRecord): CallRow {
  const { errorCode = null, keyId = null, consumerId = null, routeId = null, modelId = null } = record;
  const { comparisonId = null, usage = null, cost = null, firstTokenMs = null } = record;
  const { inputTokens = 0, outputTokens = 0 } = usage ?? {};
  const sums = { inputTokens, outputTokens, cost };
  const named = { comparisonId, errorCode, keyId, consumerId, routeId, modelId };
  return { ...record, ...named, usage, firstTokenMs, ...sums };
}

export function toRecord(row: CallRow): CallRecord {
  const { inputTokens, outputTokens, errorCode, keyId, consumerId, routeId, modelId, ...others } = row;
  const { comparisonId, usage, cost, firstTokenMs, ...rest } = others;
  return {
    ...rest,
    ...(comparisonId !== null && { comparisonId }),
    ...(errorCode !== null && { errorCode }),
    ...(keyId !== null && { keyId }),
    ...(consumerId !== null && { consumerId }),
    ...(routeId !== null && { routeId }),
    ...(modelId !== null && { modelId }),
    ...(usage !== null && { usage }),
    ...(cost !== null && { cost }),
    ...(firstTokenMs !== null && { firstTokenMs }),
  };
}
