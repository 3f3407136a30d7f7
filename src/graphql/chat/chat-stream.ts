/** The door `chatStream`: the same answer as `chat`, in pieces. */
import { builder, CALL_COMPLEXITY, PUBLIC } from '#graphql/builder.ts';
import { GuardrailFindingType } from '#graphql/chat/call-report.ts';
import { ChatCompletion, FinishReasonEnum, ServedBy, servedBy } from '#graphql/chat/chat-completion.ts';
import { GatewayErrorInterface } from '#graphql/chat/chat-error.ts';
import { ChatInput } from '#graphql/chat/chat-input.ts';
import { decodeChat } from '#graphql/chat/decode-chat.ts';
import { type StreamEvent, streamEvents } from '#graphql/chat/stream-events.ts';
import { UsageType, usageNow } from '#graphql/chat/usage.ts';
import { callOf } from '#graphql/context.ts';

const ChatStreamEvent = builder.interfaceRef<StreamEvent>('ChatStreamEvent').implement({
  description: 'An event of a streamed chat. Sequence numbers have no gaps.',
  subGraphs: PUBLIC,
  resolveType: ({ type }) => type,
  fields: (t) => ({
    streamId: t.id({ description: 'Id of the stream, equal to the call id.', resolve: ({ call }) => call.callId }),
    sequence: t.exposeInt('sequence', { description: 'Number of this event, from 0.' }),
  }),
});

type EventOf<Type extends StreamEvent['type']> = Extract<StreamEvent, { type: Type }>;

function eventType<Type extends StreamEvent['type']>(name: Type, description: string) {
  return builder
    .objectRef<EventOf<Type>>(name)
    .implement({ description, subGraphs: PUBLIC, interfaces: [ChatStreamEvent] });
}

const Started = eventType('ChatStarted', 'First event: the call was admitted and the answer has begun.');
builder.objectFields(Started, (t) => ({
  model: t.string({
    description: "Model name the caller asked for, or the route's default.",
    resolve: ({ call }) => call.modelName(),
  }),
  servedBy: t.field({
    type: ServedBy,
    nullable: true,
    description: 'Where the answer comes from, when the key may see targets.',
    resolve: ({ call }) => servedBy(call),
  }),
  createdAt: t.field({
    type: 'DateTime',
    description: 'When the call was accepted.',
    resolve: ({ call }) => call.startedAt,
  }),
}));

const Delta = eventType('ChatDelta', 'A piece of the answer.');
builder.objectFields(Delta, (t) => ({
  choiceIndex: t.int({ description: 'Which choice it belongs to.', resolve: ({ choice }) => choice }),
  content: t.string({ nullable: true, description: 'New text.', resolve: ({ text }) => text ?? null }),
  reasoning: t.string({
    nullable: true,
    description: 'New reasoning text.',
    resolve: ({ reasoning }) => reasoning ?? null,
  }),
  refusal: t.string({
    nullable: true,
    description: 'New text of a refusal.',
    resolve: ({ refusal }) => refusal ?? null,
  }),
}));

const ToolCallDelta = eventType('ChatToolCallDelta', 'A piece of a tool call.');
builder.objectFields(ToolCallDelta, (t) => ({
  choiceIndex: t.int({ description: 'Which choice it belongs to.', resolve: ({ choice }) => choice }),
  toolIndex: t.int({ description: 'Which tool call of that choice.', resolve: ({ index }) => index }),
  toolCallId: t.id({ nullable: true, description: 'Id; present on the first piece.', resolve: ({ id }) => id ?? null }),
  name: t.string({
    nullable: true,
    description: 'Function name; present on the first piece.',
    resolve: ({ name }) => name ?? null,
  }),
  argumentsDelta: t.string({ description: 'New piece of the arguments.', resolve: ({ input }) => input }),
}));

const GuardrailTriggered = eventType('ChatGuardrailTriggered', 'A guardrail acted on the prompt or on the stream.');
builder.objectField(GuardrailTriggered, 'finding', (t) =>
  t.expose('finding', { type: GuardrailFindingType, description: 'What it found.' }),
);

const UsageReported = eventType('ChatUsageReported', 'Tokens; sent once before the end.');
builder.objectField(UsageReported, 'usage', (t) =>
  t.field({
    type: UsageType,
    description: 'Tokens.',
    resolve: ({ call, usage }) => usageNow(usage, call.run.report),
  }),
);

const Finished = eventType('ChatFinished', 'Last event of a stream that ended well.');
builder.objectFields(Finished, (t) => ({
  finishReasons: t.field({
    type: [FinishReasonEnum],
    description: 'Why each choice stopped.',
    resolve: ({ result }) => result.choices.map(({ finishReason }) => finishReason.unified),
  }),
  completion: t.field({
    type: ChatCompletion,
    description: 'The complete answer as the mutation would have returned it.',
    resolve: ({ call, result }) => ({ call, result }),
  }),
}));

const Failed = eventType('ChatFailed', 'Last event of a stream that failed; the only one where the call was refused.');
builder.objectFields(Failed, (t) => ({
  error: t.field({ type: GatewayErrorInterface, description: 'What went wrong.', resolve: ({ failed }) => failed }),
  committed: t.exposeBoolean('committed', {
    description: 'True when some content was already sent, so no other target was tried.',
  }),
}));

builder.subscriptionField('chatStream', (t) =>
  t.field({
    type: ChatStreamEvent,
    description: 'Ask a model and receive the answer in pieces. The last event is ChatFinished or ChatFailed.',
    subGraphs: PUBLIC,
    skipTypeScopes: true,
    complexity: CALL_COMPLEXITY,
    args: { input: t.arg({ type: ChatInput, required: true, description: 'The request.' }) },
    gateway: { door: 'graphql-stream', decode: decodeChat },
    subscribe(_root, _args, context) {
      const call = callOf(context);
      const { log } = context.deps.pipeline;
      return streamEvents(call, (error) => log.error('A gateway field failed.', { callId: call.callId, error }));
    },
    resolve: (event) => event,
  }),
);
