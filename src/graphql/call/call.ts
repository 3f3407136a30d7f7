/** One call that has ended, from any door, as a type. */
import type { CallRecord } from '#core/call-record.ts';
import { microUsd } from '#core/cost/cost-of.ts';
import { builder } from '#graphql/builder.ts';
import { CallAttempt } from '#graphql/call/call-attempt.ts';
import { CallStatusEnum, DoorEnum } from '#graphql/call/call-enums.ts';
import { CacheOutcomeEnum, GuardrailFindingType, TraceStepType } from '#graphql/chat/call-report.ts';
import { ServedBy } from '#graphql/chat/chat-completion.ts';
import { GatewayErrorCode } from '#graphql/chat/chat-error.ts';
import { UsageType } from '#graphql/chat/usage.ts';
import { inOrder, storeOf } from '#graphql/config/admin-context.ts';
import type { GraphqlContext } from '#graphql/context.ts';

export const Call = builder.loadableNodeRef('Call', {
  id: { resolve: ({ callId }: CallRecord) => callId },
  load: async (ids: string[], context: GraphqlContext) => inOrder(ids, await storeOf(context).calls.byIds(ids)),
});

Call.implement({
  description: 'One call through the gateway, from any door, once it is over.',
  isTypeOf: () => true,
  fields: (t) => ({
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it arrived.' }),
    endedAt: t.expose('endedAt', { type: 'DateTime', description: 'When it ended.' }),
    door: t.expose('door', { type: DoorEnum, description: 'Where it came in.' }),
    comparisonId: t.id({
      nullable: true,
      description: 'The comparison that made it, with others; null for every other call.',
      resolve: ({ comparisonId }) => comparisonId ?? null,
    }),
    status: t.expose('status', { type: CallStatusEnum, description: 'How it ended.' }),
    errorCode: t.field({
      type: GatewayErrorCode,
      nullable: true,
      description: 'Error code, where it failed or was refused.',
      resolve: ({ errorCode }) => errorCode ?? null,
    }),
    modelName: t.exposeString('modelName', {
      description: 'Model name asked for, or of the default; empty where the call ended before a model was known.',
    }),
    servedBy: t.field({
      type: ServedBy,
      nullable: true,
      description: 'Target that answered; null where none did.',
      resolve: servedBy,
    }),
    streamed: t.exposeBoolean('streamed', { description: 'Whether the answer was asked for in pieces.' }),
    usage: t.field({
      type: UsageType,
      nullable: true,
      description: 'Tokens of all attempts together; null where none was made or none reported any.',
      resolve: ({ usage, cache, cost }) => (usage ? { usage, cache, cost } : null),
    }),
    cost: t.field({
      type: 'MicroUSD',
      nullable: true,
      description:
        'What all attempts cost together: 0 where none used tokens, null where the price or the tokens of one are not known.',
      resolve: ({ cost }) => (cost === undefined ? null : microUsd(cost)),
    }),
    firstToken: t.field({
      type: 'Duration',
      nullable: true,
      description: 'Time to the first token; null where none came.',
      resolve: ({ firstTokenMs }) => firstTokenMs ?? null,
    }),
    duration: t.field({ type: 'Duration', description: 'Whole time.', resolve: ({ durationMs }) => durationMs }),
    overhead: t.field({
      type: 'Duration',
      description: 'Time spent in the gateway: without waiting for upstream and for the reader.',
      resolve: ({ overheadMs }) => overheadMs,
    }),
    cache: t.expose('cache', { type: CacheOutcomeEnum, description: 'What the cache did.' }),
    guardrails: t.field({
      type: [GuardrailFindingType],
      description: 'What guardrails found; never the matched text.',
      resolve: ({ findings }) => [...findings],
    }),
    steps: t.field({
      type: [TraceStepType],
      description: 'Plugins that ran, in order.',
      resolve: ({ steps }) => [...steps],
    }),
    attempts: t.field({
      type: [CallAttempt],
      description: 'Upstream attempts, in order.',
      resolve: ({ attempts }) => [...attempts],
    }),
    configRevision: t.expose('configRevision', {
      type: 'SafeInt',
      description: 'Revision of the configuration it ran on.',
    }),
  }),
});

function servedBy({ attempts }: CallRecord) {
  const answered = attempts.find(({ outcome }) => outcome === 'succeeded');
  if (!answered) return null;
  const { target, provider, upstreamModel, number } = answered;
  return { target, provider, upstreamModel, attempt: number };
}
