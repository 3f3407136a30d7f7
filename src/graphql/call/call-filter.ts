/** Which calls: the same words for those that are stored and for those that end while somebody watches. */
import type { CallRecord } from '#core/call-record.ts';
import { type InputIssue, invalidRequest } from '#core/error/gateway-error.ts';
import { builder, LARGEST_PAGE } from '#graphql/builder.ts';
import { CallStatusEnum, DoorEnum } from '#graphql/call/call-enums.ts';
import { GatewayErrorCode } from '#graphql/chat/chat-error.ts';
import type { CallQuery } from '#store/store.ts';

export const CallFilterInput = builder.inputType('CallFilterInput', {
  description: 'Which calls: those that every field given here agrees with. An empty list is as good as none.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', description: 'Arrived at this time or later.' }),
    to: t.field({ type: 'DateTime', description: 'Arrived before this time.' }),
    statuses: t.field({ type: [CallStatusEnum], description: 'Ended in one of these ways.' }),
    errorCodes: t.field({ type: [GatewayErrorCode], description: 'With one of these error codes.' }),
    doors: t.field({ type: [DoorEnum], description: 'Came in by one of these doors.' }),
    models: t.stringList({ description: 'Asked for one of these model names.' }),
    routeIds: t.idList({ description: 'Through one of these routes.' }),
    consumerIds: t.idList({ description: 'By one of these consumers.' }),
    apiKeyIds: t.idList({ description: 'With one of these keys.' }),
    comparisonIds: t.idList({ description: 'Made by one of these comparisons.' }),
  }),
});

export type CallFilter = Omit<CallQuery, 'first' | 'after'>;

/** @throws GatewayError INVALID_REQUEST where a list is longer than a filter may be. */
export function callFilter(given: typeof CallFilterInput.$inferInput | null | undefined): CallFilter {
  const { from, to, ...lists } = given ?? {};
  const { statuses, errorCodes, doors, models, routeIds, consumerIds, apiKeyIds, comparisonIds } = lists;
  const issues = Object.entries(lists).flatMap(([name, list]): InputIssue[] => {
    if (!list || list.length <= LARGEST_PAGE) return [];
    return [{ path: ['filter', name], message: `At most ${LARGEST_PAGE} are allowed.`, code: 'out_of_range' }];
  });
  if (issues.length > 0) throw invalidRequest(issues);
  return {
    ...(from != null && { from }),
    ...(to != null && { to }),
    ...(statuses?.length && { statuses }),
    ...(errorCodes?.length && { errorCodes }),
    ...(doors?.length && { doors }),
    ...(models?.length && { modelNames: models }),
    ...(routeIds?.length && { routeIds }),
    ...(consumerIds?.length && { consumerIds }),
    ...(apiKeyIds?.length && { keyIds: apiKeyIds }),
    ...(comparisonIds?.length && { comparisonIds }),
  };
}

/** What the store does with the same filter, for a call that has just ended. */
export function isWanted(record: CallRecord, filter: CallFilter): boolean {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = filter;
  return (
    record.startedAt >= from &&
    record.startedAt < to &&
    isAmong(record.status, filter.statuses) &&
    isAmong(record.errorCode, filter.errorCodes) &&
    isAmong(record.door, filter.doors) &&
    isAmong(record.modelName, filter.modelNames) &&
    isAmong(record.routeId, filter.routeIds) &&
    isAmong(record.consumerId, filter.consumerIds) &&
    isAmong(record.keyId, filter.keyIds) &&
    isAmong(record.comparisonId, filter.comparisonIds)
  );
}

function isAmong(value: string | undefined, wanted: readonly string[] | undefined): boolean {
  return wanted === undefined || (value !== undefined && wanted.includes(value));
}
