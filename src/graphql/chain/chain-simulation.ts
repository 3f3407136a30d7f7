/** Running the plugins of a call without a provider. */
import { type SimulatedEnd, type Simulation, simulateCall } from '#admin/explain/simulate-call.ts';
import type { WatchedStep } from '#admin/explain/watch-plugins.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Json } from '#core/json.ts';
import { builder, CALL_COMPLEXITY } from '#graphql/builder.ts';
import { ChainDraftInput, decodeDraft, draftProblem } from '#graphql/chain/chain-draft.ts';
import { ChainExplanation } from '#graphql/chain/chain-explanation.ts';
import { TraceStepType } from '#graphql/chat/call-report.ts';
import type { CompletedCall } from '#graphql/chat/chat-completion.ts';
import { ChatInput } from '#graphql/chat/chat-input.ts';
import { ChatResult } from '#graphql/chat/chat-mutation.ts';
import { decodeChat } from '#graphql/chat/decode-chat.ts';
import { FailedCall } from '#graphql/chat/failed-call.ts';
import { adminOf } from '#graphql/config/admin-context.ts';
import { FieldDifferenceType, UserError } from '#graphql/config/config-payload.ts';
import type { GatewayCall } from '#graphql/gateway-call.ts';

const SimulatedRun = builder.objectRef<WatchedStep>('SimulatedRun').implement({
  description: 'A simulated plugin run.',
  fields: (t) => ({
    step: t.field({ type: TraceStepType, description: 'The step.', resolve: ({ step }) => step }),
    differences: t.field({
      type: [FieldDifferenceType],
      description: 'What it changed in the request, or in the answer.',
      resolve: ({ differences }) => [...differences],
    }),
  }),
});

const ChainSimulation = builder.objectRef<Simulation>('ChainSimulation').implement({
  description: 'Result of a simulation: plugins ran, no provider was called, nothing was counted or recorded.',
  fields: (t) => ({
    userErrors: t.field({
      type: [UserError],
      description: 'Problems with the draft; when not empty nothing was run.',
      resolve: (simulation) => (simulation.type === 'refused' ? [...simulation.problems] : []),
    }),
    explanation: t.field({
      type: ChainExplanation,
      nullable: true,
      description: 'What would happen.',
      resolve: (simulation) => (simulation.type === 'simulated' ? simulation.explanation : null),
    }),
    runs: t.field({
      type: [SimulatedRun],
      description: 'Every plugin run with the change it made, in order.',
      resolve: (simulation) => (simulation.type === 'simulated' ? [...simulation.steps] : []),
    }),
    outgoingRequest: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The request as it would be translated for the provider; null where it would not come so far.',
      resolve: (simulation) => (simulation.type === 'simulated' ? outgoingOf(simulation) : null),
    }),
    result: t.field({
      type: ChatResult,
      nullable: true,
      description: 'What the caller would get for the mock answer; null where the draft has problems.',
      resolve: (simulation) => (simulation.type === 'simulated' ? resultOf(simulation) : null),
    }),
  }),
});

const ChainSimulateInput = builder.inputType('ChainSimulateInput', {
  description: 'The call to simulate.',
  fields: (t) => ({
    apiKeyId: t.id({ description: 'Act as this key; as a caller without one when omitted.' }),
    chat: t.field({ type: ChatInput, required: true, description: 'The request, with its route and model.' }),
    draft: t.field({ type: ChainDraftInput, description: 'One chain as it would be, to see it before it is saved.' }),
  }),
});

builder.mutationField('chainSimulate', (t) =>
  t.field({
    type: ChainSimulation,
    description:
      'Run the plugins of a call without calling a provider. They begin with no counts and an empty cache of their own.',
    complexity: CALL_COMPLEXITY,
    args: {
      input: t.arg({ type: ChainSimulateInput, required: true, description: 'The call.' }),
      mockResponse: t.arg.string({
        defaultValue: 'Hello from the simulator.',
        description: 'What the provider would answer.',
      }),
    },
    async resolve(_root, { input: { apiKeyId, chat, draft }, mockResponse }, context): Promise<Simulation> {
      const decoded = decodeChat({ input: chat });
      const call = {
        ...decoded,
        apiKeyId: apiKeyId ?? undefined,
        callId: context.deps.newCallId(),
        signal: context.signal,
        draft: draft ? decodeDraft(draft) : undefined,
        mockResponse: mockResponse ?? '',
      };
      const simulation = await simulateCall(call, adminOf(context));
      if (simulation.type === 'simulated') return simulation;
      return { ...simulation, problems: simulation.problems.map((problem) => draftProblem(problem, call.draft)) };
    },
  }),
);

/** Plain data, as JSON: what is absent in it is absent there. */
function outgoingOf({ outgoing }: SimulatedEnd): Json {
  return JSON.parse(JSON.stringify(outgoing)) as Json;
}

function resultOf({ end, run, startedAt, explanation }: SimulatedEnd): CompletedCall | FailedCall {
  const call: GatewayCall = {
    callId: run.callId,
    startedAt,
    run,
    configRevision: explanation.configRevision,
    modelName: () => run.model?.name ?? '',
    maySee: () => true,
    stop: () => undefined,
  };
  return end instanceof GatewayError ? new FailedCall(call, end) : { call, result: end };
}
