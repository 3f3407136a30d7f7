/** A complete answer, as types. */
import type { ToolCall } from '#core/chat/request.ts';
import type { ChatChoice, ChatResult, ChatWarning, FinishReason } from '#core/chat/result.ts';
import { parseJson } from '#core/json.ts';
import { builder, PUBLIC } from '#graphql/builder.ts';
import { CacheOutcomeEnum, CallTrace, GuardrailFindingType } from '#graphql/chat/call-report.ts';
import { MessageRole } from '#graphql/chat/message-input.ts';
import { UsageType, usageNow } from '#graphql/chat/usage.ts';
import { enumOf } from '#graphql/enum.ts';
import type { GatewayCall } from '#graphql/gateway-call.ts';

export interface CompletedCall {
  readonly call: GatewayCall;
  readonly result: ChatResult;
}

export const FinishReasonEnum = enumOf<FinishReason['unified']>('FinishReason', {
  description: 'Why generation ended.',
  subGraphs: PUBLIC,
  members: {
    stop: 'Natural end or stop string.',
    length: 'Token limit.',
    'tool-calls': 'Tool calls were made.',
    'content-filter': 'The provider filtered the content.',
    other: 'Something else.',
  },
});

const ToolCallType = builder.objectRef<ToolCall>('ToolCall').implement({
  description: 'A request of the model to call a function.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id to answer with.' }),
    name: t.exposeString('name', { description: 'Function name.' }),
    arguments: t.exposeString('input', { description: 'Arguments as the model wrote them; may be invalid JSON.' }),
    argumentsJson: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The arguments parsed, or null when they are not valid JSON.',
      resolve: ({ input }) => parseJson(input) ?? null,
    }),
  }),
});

const ChatMessage = builder.objectRef<ChatChoice>('ChatMessage').implement({
  description: 'A message of the model.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    role: t.field({ type: MessageRole, description: 'Always ASSISTANT.', resolve: () => 'assistant' as const }),
    content: t.string({ nullable: true, description: 'Text, if any.', resolve: ({ text }) => text || null }),
    refusal: t.string({
      nullable: true,
      description: 'Refusal text of the model, if it refused.',
      resolve: ({ refusal }) => refusal || null,
    }),
    reasoning: t.string({
      nullable: true,
      description: 'Visible reasoning, where the provider returns some.',
      resolve: ({ reasoning }) => reasoning.map(({ text }) => text).join('\n\n') || null,
    }),
    toolCalls: t.field({
      type: [ToolCallType],
      description: 'Tool calls, if any.',
      resolve: ({ toolCalls }) => [...toolCalls],
    }),
  }),
});

const ChatChoiceType = builder.objectRef<{ index: number; choice: ChatChoice }>('ChatChoice').implement({
  description: 'One answer.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Position, from 0.' }),
    message: t.field({ type: ChatMessage, description: 'The message.', resolve: ({ choice }) => choice }),
    finishReason: t.field({
      type: FinishReasonEnum,
      description: 'Why the model stopped.',
      resolve: ({ choice }) => choice.finishReason.unified,
    }),
    providerFinishReason: t.string({
      nullable: true,
      description: "The provider's own word for it.",
      resolve: ({ choice }) => choice.finishReason.raw,
    }),
  }),
});

export const ChatWarningType = builder.objectRef<ChatWarning>('ChatWarning').implement({
  description: 'A setting of the request that the provider could not take.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    setting: t.exposeString('setting', { description: 'Name of the setting.' }),
    message: t.exposeString('message', { description: 'What became of it.' }),
  }),
});

export const ServedBy = builder
  .objectRef<{ target: string; provider: string; upstreamModel: string; attempt: number }>('ServedBy')
  .implement({
    description: 'Where the answer came from.',
    subGraphs: PUBLIC,
    fields: (t) => ({
      target: t.exposeString('target', { description: "Name of the target in the model's list." }),
      provider: t.exposeString('provider', { description: 'Provider name.' }),
      upstreamModel: t.exposeString('upstreamModel', { description: 'Model name at the provider.' }),
      attempts: t.exposeInt('attempt', { description: 'Number of upstream attempts, including the successful one.' }),
    }),
  });

/** Null where a plugin answered, and for a caller who may not see targets. */
export function servedBy(call: GatewayCall) {
  const { served } = call.run;
  if (!served || !call.maySee('see-targets')) return null;
  const { name, provider, upstreamModel, attempt } = served;
  return { target: name, provider, upstreamModel, attempt };
}

export const ChatCompletion = builder.objectRef<CompletedCall>('ChatCompletion').implement({
  description: 'A complete answer.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    id: t.id({ description: 'Id of this call; the same id is in the logs.', resolve: ({ call }) => call.callId }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When the call was accepted.',
      resolve: ({ call }) => call.startedAt,
    }),
    model: t.string({
      description: "Model name the caller asked for, or the route's default.",
      resolve: ({ call }) => call.modelName(),
    }),
    servedBy: t.field({
      type: ServedBy,
      nullable: true,
      description: 'Target and upstream model that answered, when the key may see targets.',
      resolve: ({ call }) => servedBy(call),
    }),
    choices: t.field({
      type: [ChatChoiceType],
      description: 'The answers.',
      resolve: ({ result }) => result.choices.map((choice, index) => ({ index, choice })),
    }),
    text: t.string({
      nullable: true,
      description: 'Text of the first choice.',
      resolve: ({ result }) => result.choices[0]?.text || null,
    }),
    usage: t.field({
      type: UsageType,
      description: 'Tokens.',
      resolve: ({ call, result }) => usageNow(result.usage, call.run.report),
    }),
    guardrails: t.field({
      type: [GuardrailFindingType],
      description: 'What guardrails flagged or redacted.',
      resolve: ({ call }) => [...call.run.report.findings],
    }),
    cache: t.field({
      type: CacheOutcomeEnum,
      description: 'Whether and how the cache answered.',
      resolve: ({ call }) => call.run.report.cache,
    }),
    trace: t.field({
      type: CallTrace,
      nullable: true,
      description: 'Which plugins ran, in order, when the key may see traces.',
      resolve: ({ call }) => (call.maySee('see-traces') ? call : null),
    }),
    warnings: t.field({
      type: [ChatWarningType],
      description: 'Settings of the request that the provider could not take.',
      resolve: ({ result }) => [...result.warnings],
    }),
  }),
});
