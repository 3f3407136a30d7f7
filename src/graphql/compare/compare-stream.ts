/** The door `compareStream`: the answers of several models to one question, in pieces, as they come. */
import { builder, PUBLIC } from '#graphql/builder.ts';
import { ChatStreamEvent } from '#graphql/chat/chat-stream-event.ts';
import { type StreamEvent, streamEvents } from '#graphql/chat/stream-events.ts';
import { CompareInput, comparisonComplexity, lanesOf } from '#graphql/compare/compare-input.ts';
import { interleave } from '#graphql/compare/interleave.ts';
import { comparisonOf } from '#graphql/context.ts';

interface LaneEvent {
  readonly comparisonId: string;
  readonly lane: number;
  readonly model: string;
  readonly elapsedMs: number;
  readonly event: StreamEvent;
}

const ComparisonStreamEvent = builder.objectRef<LaneEvent>('ComparisonStreamEvent').implement({
  description:
    'An event of one lane of a streamed comparison. Those of a lane are the events of a chat stream, in order; lanes mix.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    comparisonId: t.exposeID('comparisonId', { description: 'Id that groups the calls in the logs.' }),
    lane: t.exposeInt('lane', { description: 'Position of the model in the list asked for, from 0.' }),
    model: t.exposeString('model', { description: 'Model name of the lane.' }),
    elapsed: t.field({
      type: 'Duration',
      description: 'Time since the comparison began: that of the first delta is the time to the first token.',
      resolve: ({ elapsedMs }) => elapsedMs,
    }),
    event: t.field({ type: ChatStreamEvent, description: 'The event.', resolve: ({ event }) => event }),
  }),
});

builder.subscriptionField('compareStream', (t) =>
  t.field({
    type: ComparisonStreamEvent,
    description:
      'Ask several models the same at the same time and receive their answers in pieces, as they come. The last event of each lane is ChatFinished or ChatFailed; the stream ends when all lanes have ended.',
    subGraphs: PUBLIC,
    skipTypeScopes: true,
    complexity: comparisonComplexity,
    args: { input: t.arg({ type: CompareInput, required: true, description: 'The models and the request.' }) },
    gateway: { door: 'graphql-stream', lanes: lanesOf },
    subscribe(_root, _args, context): AsyncGenerator<LaneEvent> {
      const { id: comparisonId, lanes } = comparisonOf(context);
      const { clock, log } = context.deps.pipeline;
      const startedAt = clock.elapsed();
      async function* eventsOf(lane: number): AsyncGenerator<LaneEvent> {
        const { model, call } = lanes[lane] as (typeof lanes)[number];
        const onFault = (error: Error) => log.error('A gateway field failed.', { callId: call.callId, error });
        for await (const event of streamEvents(call, onFault))
          yield { comparisonId, lane, model, elapsedMs: clock.elapsed() - startedAt, event };
      }
      return interleave([...lanes.keys()].map(eventsOf));
    },
    resolve: (event) => event,
  }),
);
