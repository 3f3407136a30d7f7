/** The door `compare`: whole answers of several models to one question. */
import { isContent } from '#core/chat/event.ts';
import { createFolder } from '#core/chat/fold.ts';
import { microUsd, totalCost } from '#core/cost/cost-of.ts';
import { toGatewayError } from '#core/error/gateway-error.ts';
import type { Clock, Log } from '#core/ports.ts';
import { builder, PUBLIC } from '#graphql/builder.ts';
import type { CompletedCall } from '#graphql/chat/chat-completion.ts';
import { ChatResult } from '#graphql/chat/chat-mutation.ts';
import { FailedCall } from '#graphql/chat/failed-call.ts';
import { CompareInput, comparisonComplexity, lanesOf } from '#graphql/compare/compare-input.ts';
import { comparisonOf } from '#graphql/context.ts';
import type { OpenLane } from '#graphql/open-comparison.ts';

interface AnsweredLane extends OpenLane {
  readonly result: CompletedCall | FailedCall;
  readonly firstTokenMs: number | undefined;
  readonly durationMs: number;
}

const ComparisonLane = builder.objectRef<AnsweredLane>('ComparisonLane').implement({
  description: "One model's part of a comparison.",
  subGraphs: PUBLIC,
  fields: (t) => ({
    model: t.exposeString('model', { description: 'Model name.' }),
    callId: t.id({ description: 'Id of its call; the same id is in the logs.', resolve: ({ call }) => call.callId }),
    result: t.expose('result', { type: ChatResult, description: 'Outcome of its call.' }),
    firstToken: t.field({
      type: 'Duration',
      nullable: true,
      description:
        'Time to the first of its answer; null where none came. Whole answers are asked for here, so that this is near the duration: `compareStream` shows when models begin.',
      resolve: ({ firstTokenMs }) => firstTokenMs ?? null,
    }),
    duration: t.field({
      type: 'Duration',
      description: 'Time to its end, attempts included.',
      resolve: ({ durationMs }) => durationMs,
    }),
  }),
});

interface AnsweredComparison {
  readonly id: string;
  readonly lanes: readonly AnsweredLane[];
}

const Comparison = builder.objectRef<AnsweredComparison>('Comparison').implement({
  description: 'Answers of several models. Each lane is a call of its own, with its own plugins, limits and record.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id that groups its calls in the logs.' }),
    lanes: t.field({
      type: [ComparisonLane],
      description: 'One for each model, in the order asked for.',
      resolve: ({ lanes }) => [...lanes],
    }),
    cost: t.field({
      type: 'MicroUSD',
      nullable: true,
      description: 'What all lanes cost together; null where the cost of one is not known.',
      resolve({ lanes }) {
        const cost = totalCost(lanes.flatMap(({ call }) => call.run.report.attempts));
        return cost === undefined ? null : microUsd(cost);
      },
    }),
  }),
});

builder.mutationField('compare', (t) =>
  t.field({
    type: Comparison,
    description:
      'Ask several models the same at the same time. One that fails leaves the others alone. Aliased fields run one after another; lanes of one field run together.',
    subGraphs: PUBLIC,
    skipTypeScopes: true,
    complexity: comparisonComplexity,
    args: { input: t.arg({ type: CompareInput, required: true, description: 'The models and the request.' }) },
    gateway: { door: 'graphql', lanes: lanesOf },
    async resolve(_root, _args, context): Promise<AnsweredComparison> {
      const { id, lanes } = comparisonOf(context);
      const { clock, log } = context.deps.pipeline;
      return { id, lanes: await Promise.all(lanes.map((lane) => answer(lane, clock, log))) };
    },
  }),
);

/** Never throws. */
async function answer({ model, call }: OpenLane, clock: Clock, log: Log): Promise<AnsweredLane> {
  const startedAt = clock.elapsed();
  const folder = createFolder();
  let firstTokenMs: number | undefined;
  let result: CompletedCall | FailedCall;
  try {
    for await (const batch of call.run.events) {
      if (batch.some(isContent)) firstTokenMs ??= clock.elapsed() - startedAt;
      folder.addAll(batch);
    }
    result = { call, result: folder.result() };
  } catch (thrown) {
    const error = toGatewayError(thrown);
    // The pipeline logs its own faults; this one happened here.
    if (error !== thrown) log.error('A gateway field failed.', { callId: call.callId, error });
    result = new FailedCall(call, error);
  }
  return { model, call, result, firstTokenMs, durationMs: clock.elapsed() - startedAt };
}
