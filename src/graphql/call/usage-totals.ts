/** Calls and tokens of a period, as a type, for everybody and for the holder of a key. */
import { microUsd } from '#core/cost/cost-of.ts';
import { invalidRequest } from '#core/error/gateway-error.ts';
import { builder, PUBLIC } from '#graphql/builder.ts';
import { latestCalls } from '#graphql/call/latest-calls.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { Viewer } from '#graphql/viewer/viewer.ts';
import type { EachUsageQuery, UsageQuery, UsageTotals } from '#store/store.ts';

export const UsageTotalsType = builder.objectRef<UsageTotals>('UsageTotals').implement({
  description: 'Calls, tokens and cost of a period.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    requests: t.expose('requests', { type: 'SafeInt', description: 'Calls.' }),
    errors: t.expose('errors', { type: 'SafeInt', description: 'Calls that failed or were refused.' }),
    inputTokens: t.expose('inputTokens', { type: 'SafeInt', description: 'Prompt tokens.' }),
    outputTokens: t.expose('outputTokens', { type: 'SafeInt', description: 'Generated tokens.' }),
    cost: t.field({
      type: 'MicroUSD',
      description: 'What the calls cost whose cost is known.',
      resolve: ({ cost }) => microUsd(cost),
    }),
    unpriced: t.expose('unpriced', {
      type: 'SafeInt',
      description: 'Calls that are not in the cost, because their price or their tokens are not known.',
    }),
  }),
});

/** For `args` of every field that gives totals. */
export const PERIOD_ARGUMENTS = builder.args((t) => ({
  from: t.field({ type: 'DateTime', required: true, description: 'Start, included.' }),
  to: t.field({ type: 'DateTime', description: 'End, excluded; now when omitted.' }),
}));

/** Sums over stored calls, each field on its own: dearer than reading a row. */
export const USAGE_COMPLEXITY = 50;

interface Period {
  readonly from: number;
  readonly to?: number | null | undefined;
}

/** @throws GatewayError INVALID_REQUEST where the period ends before it begins. */
async function usageIn(
  period: Period,
  whose: Pick<UsageQuery, 'keyId' | 'consumerId'>,
  context: GraphqlContext,
): Promise<UsageTotals> {
  const query = { ...whose, ...decodePeriod(period, context) };
  return (await latestCalls(context)).usage(query);
}

const NOTHING: UsageTotals = { requests: 0, errors: 0, inputTokens: 0, outputTokens: 0, cost: 0, unpriced: 0 };

/** In the order of the ids, for a list of them at once. @throws GatewayError INVALID_REQUEST as above */
export async function usageOfEach(
  ids: readonly string[],
  by: EachUsageQuery['by'],
  period: Period,
  context: GraphqlContext,
): Promise<UsageTotals[]> {
  const query = { ids, by, ...decodePeriod(period, context) };
  const found = await (await latestCalls(context)).usageOfEach(query);
  return ids.map((id) => found.get(id) ?? NOTHING);
}

function decodePeriod({ from, to }: Period, { deps }: GraphqlContext): { readonly from: number; readonly to: number } {
  if (to == null) return { from, to: deps.pipeline.clock.now() + 1 };
  if (to >= from) return { from, to };
  throw invalidRequest([{ path: ['to'], message: 'The period ends before it begins.', code: 'out_of_range' }]);
}

builder.queryField('usage', (t) =>
  t.field({
    type: UsageTotalsType,
    description: 'Calls and tokens of a period.',
    complexity: USAGE_COMPLEXITY,
    args: {
      ...PERIOD_ARGUMENTS,
      consumerId: t.arg.id({ description: 'Only of this consumer.' }),
      apiKeyId: t.arg.id({ description: 'Only with this key.' }),
    },
    resolve: (_root, { consumerId, apiKeyId, ...period }, context) =>
      usageIn(
        period,
        { ...(consumerId != null && { consumerId }), ...(apiKeyId != null && { keyId: apiKeyId }) },
        context,
      ),
  }),
);

builder.objectField(Viewer, 'usage', (t) =>
  t.field({
    type: UsageTotalsType,
    description: 'Calls and tokens of this key in a period.',
    complexity: USAGE_COMPLEXITY,
    args: { ...PERIOD_ARGUMENTS },
    resolve: ({ key }, period, context) => usageIn(period, { keyId: key.id }, context),
  }),
);
