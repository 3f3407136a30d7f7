/** A complete answer, as types. */
import { choiceExtra, knownExtra } from '#core/chat/answer-extra.ts';
import type { ChatResult, ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import { builder, PUBLIC } from '#graphql/builder.ts';
import { CacheOutcomeEnum, CallTrace, GuardrailFindingType } from '#graphql/chat/call-report.ts';
import { ChatChoiceType } from '#graphql/chat/chat-choice.ts';
import { UsageType, usageNow } from '#graphql/chat/usage.ts';
import type { GatewayCall } from '#graphql/gateway-call.ts';

export interface CompletedCall {
  readonly call: GatewayCall;
  readonly result: ChatResult;
}

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

/** Other words of a provider than those that every client knows may tell which one it is. */
function extraOf({ call, result: { extra = {} } }: CompletedCall): JsonObject | null {
  const shown = call.maySee('see-targets') ? extra : knownExtra(extra);
  return shown && Object.keys(shown).length > 0 ? shown : null;
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
      resolve: ({ result: { choices, extra = {} } }) =>
        choices.map((choice, index) => ({ index, choice, logprobs: choiceExtra(extra, index).logprobs })),
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
    extra: t.field({
      type: 'JSON',
      nullable: true,
      description:
        'What the provider said besides, where the OpenAI wire has it: `choices[].message.annotations`, `citations`. With a key that may see targets, all of it.',
      resolve: extraOf,
    }),
    providerAnswerId: t.string({
      nullable: true,
      description: "The provider's own id of the answer, to quote to its support; when the key may see targets.",
      resolve: ({ call, result }) => (call.maySee('see-targets') ? result.id : null),
    }),
    providerModel: t.string({
      nullable: true,
      description: 'The model that answered, as the provider names it; when the key may see targets.',
      resolve: ({ call, result }) => (call.maySee('see-targets') ? result.model : null),
    }),
  }),
});
