/** What became known of a call on its way, as types: findings of guardrails, limits, attempts and the trace. */
import type { Attempt, CacheOutcome, GuardrailFinding, RateLimitState, TraceStep } from '#core/call-report.ts';
import { PLUGIN_SCOPES, type PluginScope } from '#core/config/document.ts';
import { builder, PUBLIC } from '#graphql/builder.ts';
import { enumOf } from '#graphql/enum.ts';
import type { GatewayCall } from '#graphql/gateway-call.ts';

const GuardrailAction = enumOf<GuardrailFinding['action']>('GuardrailAction', {
  description: 'What a guardrail did.',
  subGraphs: PUBLIC,
  members: { flagged: 'Only recorded.', redacted: 'The text was replaced.', blocked: 'The call was refused.' },
});

const GuardrailStage = enumOf<GuardrailFinding['stage']>('GuardrailStage', {
  description: 'Where a guardrail looked.',
  subGraphs: PUBLIC,
  members: { request: 'Prompt, before the provider.', response: 'Answer, after the provider.' },
});

export const GuardrailFindingType = builder.objectRef<GuardrailFinding>('GuardrailFinding').implement({
  description: 'What a guardrail found; never the matched text.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    plugin: t.exposeString('plugin', { description: 'Name of the plugin instance.' }),
    category: t.exposeString('category', { description: 'Kind of finding, such as pattern.deny.' }),
    action: t.expose('action', { type: GuardrailAction, description: 'What was done about it.' }),
    stage: t.expose('stage', { type: GuardrailStage, description: 'Whether it was in the prompt or in the answer.' }),
    score: t.float({
      nullable: true,
      description: 'Confidence between 0 and 1, for plugins that have one.',
      resolve: ({ score }) => score ?? null,
    }),
  }),
});

const RateLimitUnit = enumOf<RateLimitState['unit']>('RateLimitUnit', {
  description: 'What a rate limit counts.',
  subGraphs: PUBLIC,
  members: {
    requests: 'Calls.',
    tokens: 'Input and output tokens.',
    'input-tokens': 'Tokens of prompts.',
    'output-tokens': 'Tokens of answers.',
    cost: 'Millionths of a dollar.',
  },
});

export const RateLimitStateType = builder.objectRef<RateLimitState>('RateLimitState').implement({
  description: 'State of a rate limit after this call was counted.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    name: t.exposeString('name', {
      description: 'Name of the plugin instance, with the unit and the window where it has several limits.',
    }),
    unit: t.expose('unit', { type: RateLimitUnit, description: 'What is counted.' }),
    limit: t.expose('limit', { type: 'SafeInt', description: 'Amount per window.' }),
    remaining: t.expose('remaining', { type: 'SafeInt', description: 'What is left.' }),
    window: t.field({ type: 'Duration', description: 'Length of the window.', resolve: ({ windowMs }) => windowMs }),
    resetsIn: t.field({
      type: 'Duration',
      description: 'Time until it is full again.',
      resolve: ({ resetMs }) => resetMs,
    }),
  }),
});

export const CacheOutcomeEnum = enumOf<CacheOutcome>('CacheOutcome', {
  description: 'What the gateway cache did.',
  subGraphs: PUBLIC,
  members: {
    hit: 'The answer came from it.',
    miss: 'Not found; stored if allowed.',
    bypassed: 'Not consulted.',
    disabled: 'No cache in the chain.',
  },
});

export const AttemptOutcome = enumOf<Attempt['outcome']>('AttemptOutcome', {
  description: 'How an upstream attempt ended.',
  subGraphs: PUBLIC,
  members: {
    succeeded: 'A complete answer arrived.',
    rejected: 'The provider answered with an error.',
    broken: 'The connection failed or broke.',
    'timed-out': 'It took too long.',
    malformed: 'The answer was malformed.',
    canceled: 'Stopped because the caller left.',
  },
});

/** An attempt and the call it belongs to, which knows what its caller may see. */
export interface SeenAttempt {
  readonly call: GatewayCall;
  readonly attempt: Attempt;
}

export const AttemptSummary = builder.objectRef<SeenAttempt>('AttemptSummary').implement({
  description: 'One upstream attempt as the caller may see it.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    number: t.int({ description: 'Attempt number, from 1.', resolve: ({ attempt }) => attempt.number }),
    target: t.string({
      nullable: true,
      description: 'Name of the target, when the key may see targets.',
      resolve: ({ call, attempt }) => (call.maySee('see-targets') ? attempt.target : null),
    }),
    outcome: t.field({ type: AttemptOutcome, description: 'How it ended.', resolve: ({ attempt }) => attempt.outcome }),
    duration: t.field({
      type: 'Duration',
      description: 'Time from send to end.',
      resolve: ({ attempt }) => attempt.durationMs,
    }),
  }),
});

export function seenAttempts(call: GatewayCall): SeenAttempt[] {
  return call.run.report.attempts.map((attempt) => ({ call, attempt }));
}

const PluginPhase = enumOf<TraceStep['phase']>('PluginPhase', {
  description: 'Moment at which a plugin runs.',
  subGraphs: PUBLIC,
  members: {
    request: 'Before the target is chosen.',
    attempt: 'Before each upstream attempt.',
    stream: 'On the answer, piece by piece.',
    error: 'When the call failed.',
    log: 'After the caller has the answer.',
  },
});

const StepOutcome = enumOf<TraceStep['outcome']>('StepOutcome', {
  description: 'What a plugin did.',
  subGraphs: PUBLIC,
  members: {
    passed: 'Nothing to do.',
    changed: 'Changed the request or the answer.',
    responded: 'Answered instead of the provider.',
    refused: 'Refused the call.',
    'failed-open': 'Failed and was ignored (fail open).',
  },
});

export const PluginScopeEnum = enumOf<PluginScope>('PluginScope', {
  description: `Where a plugin stands, from wide to narrow: ${PLUGIN_SCOPES.join(', ')}.`,
  subGraphs: PUBLIC,
  members: {
    workspace: 'Every call.',
    route: 'Calls by one route.',
    model: 'Calls of one model.',
    'consumer-group': 'Calls of one group of consumers.',
    consumer: 'Calls of one consumer.',
    'api-key': 'Calls with one key.',
  },
});

export const TraceStepType = builder.objectRef<TraceStep>('TraceStep').implement({
  description: 'One plugin run.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    plugin: t.exposeString('plugin', { description: 'Name of the plugin instance.' }),
    type: t.exposeString('type', { description: 'Plugin type.' }),
    scope: t.expose('scope', { type: PluginScopeEnum, description: 'Chain that brought it in.' }),
    phase: t.expose('phase', { type: PluginPhase, description: 'Phase it ran in.' }),
    outcome: t.expose('outcome', { type: StepOutcome, description: 'What it did.' }),
    duration: t.field({ type: 'Duration', description: 'Time it took.', resolve: ({ durationMs }) => durationMs }),
    note: t.string({
      nullable: true,
      description: 'Short note of the plugin, without content.',
      resolve: ({ note }) => note ?? null,
    }),
  }),
});

export const CallTrace = builder.objectRef<GatewayCall>('CallTrace').implement({
  description: 'What happened inside the gateway during one call.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    configRevision: t.field({
      type: 'SafeInt',
      description: 'Revision of the configuration the call ran on.',
      resolve: ({ configRevision }) => configRevision,
    }),
    steps: t.field({
      type: [TraceStepType],
      description: 'Plugins in the order they ran.',
      resolve: ({ run }) => [...run.report.steps],
    }),
    attempts: t.field({ type: [AttemptSummary], description: 'Upstream attempts.', resolve: seenAttempts }),
    upstream: t.field({
      type: 'Duration',
      description: 'Time spent waiting for upstream.',
      resolve: ({ run }) => run.report.upstreamMs,
    }),
  }),
});
