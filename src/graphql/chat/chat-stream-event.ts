/** The events of a streamed answer, as types. */
import { builder, PUBLIC } from '#graphql/builder.ts';
import { GuardrailFindingType } from '#graphql/chat/call-report.ts';
import { FinishReasonEnum } from '#graphql/chat/chat-choice.ts';
import { ChatCompletion, ChatWarningType, ServedBy, servedBy } from '#graphql/chat/chat-completion.ts';
import { GatewayErrorInterface } from '#graphql/chat/chat-error.ts';
import type { StreamEvent } from '#graphql/chat/stream-events.ts';
import { UsageType, usageNow } from '#graphql/chat/usage.ts';

export const ChatStreamEvent = builder.interfaceRef<StreamEvent>('ChatStreamEvent').implement({
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
  warnings: t.field({
    type: [ChatWarningType],
    description: 'Settings of the request that the provider could not take.',
    resolve: ({ warnings }) => [...warnings],
  }),
  providerAnswerId: t.string({
    nullable: true,
    description: "The provider's own id of the answer, when the key may see targets.",
    resolve: ({ call, id }) => (call.maySee('see-targets') ? id : null),
  }),
  providerModel: t.string({
    nullable: true,
    description: 'The model that answers, as the provider names it, when the key may see targets.',
    resolve: ({ call, model }) => (call.maySee('see-targets') ? model : null),
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
  logprobs: t.field({
    type: 'JSON',
    nullable: true,
    description: 'Probabilities of the tokens of this piece, where the provider gave them with it.',
    resolve: ({ logprobs }) => logprobs ?? null,
  }),
}));

const ReasoningEnded = eventType(
  'ChatReasoningEnded',
  'The end of a block of reasoning, with what has to go back to the provider; later reasoning begins another block.',
);
builder.objectFields(ReasoningEnded, (t) => ({
  choiceIndex: t.int({ description: 'Which choice it belongs to.', resolve: ({ choice }) => choice }),
  signature: t.string({
    nullable: true,
    description: "The provider's proof that it wrote it.",
    resolve: ({ signature }) => signature ?? null,
  }),
  sealed: t.string({
    nullable: true,
    description: 'What the provider shows in sealed form only.',
    resolve: ({ sealed }) => sealed ?? null,
  }),
  blockId: t.string({
    nullable: true,
    description: "The provider's id of the block.",
    resolve: ({ id }) => id ?? null,
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
  extra: t.field({
    type: 'JSON',
    nullable: true,
    description: 'What the provider said of the call besides; on the first piece.',
    resolve: ({ extra }) => extra ?? null,
  }),
}));

const ToolCallEnded = eventType('ChatToolCallEnded', 'The arguments of a tool call are complete.');
builder.objectFields(ToolCallEnded, (t) => ({
  choiceIndex: t.int({ description: 'Which choice it belongs to.', resolve: ({ choice }) => choice }),
  toolIndex: t.int({ description: 'Which tool call of that choice.', resolve: ({ index }) => index }),
  signature: t.string({
    nullable: true,
    description: "The provider's proof of the reasoning before the call; send it back with the call.",
    resolve: ({ signature }) => signature ?? null,
  }),
}));

const VendorBlockCame = eventType(
  'ChatVendorBlock',
  'What only one vendor has a form for, at its place between the pieces of text.',
);
builder.objectFields(VendorBlockCame, (t) => ({
  choiceIndex: t.int({ description: 'Which choice it belongs to.', resolve: ({ choice }) => choice }),
  vendor: t.string({
    description: 'The wire it is written for, such as anthropic.',
    resolve: ({ block }) => block.vendor,
  }),
  value: t.field({ type: 'JSON', description: 'The block.', resolve: ({ block }) => block.value }),
}));

const ChoiceFinished = eventType('ChatChoiceFinished', 'A choice is complete.');
builder.objectFields(ChoiceFinished, (t) => ({
  choiceIndex: t.int({ description: 'Which choice it belongs to.', resolve: ({ choice }) => choice }),
  finishReason: t.field({
    type: FinishReasonEnum,
    description: 'Why the model stopped.',
    resolve: ({ reason }) => reason.unified,
  }),
  providerFinishReason: t.string({
    nullable: true,
    description: "The provider's own word for it.",
    resolve: ({ reason }) => reason.raw,
  }),
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
