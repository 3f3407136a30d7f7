/** What would happen to a call, as types. */
import { isDraftPlugin } from '#admin/explain/draft-chain.ts';
import type { ChainExplanation as Explanation, ExplainedStep as Step } from '#admin/explain/explain-call.ts';
import type { ExplainedTarget as Target } from '#admin/explain/explain-targets.ts';
import type { GatewayError } from '#core/error/gateway-error.ts';
import { builder } from '#graphql/builder.ts';
import { PluginScopeEnum } from '#graphql/chat/call-report.ts';
import { GatewayErrorCode } from '#graphql/chat/chat-error.ts';
import { enumOf } from '#graphql/enum.ts';
import { Model } from '#graphql/model/model.ts';
import { PluginInstance } from '#graphql/plugin/plugin.ts';
import { PluginStageEnum } from '#graphql/plugin/plugin-type.ts';
import { Provider } from '#graphql/provider/provider.ts';

const SkipReason = enumOf<NonNullable<Step['skippedBecause']>>('SkipReason', {
  description: 'Why a plugin would not run.',
  members: { disabled: 'It is switched off.', replaced: 'A plugin of its type at a narrower place runs.' },
});

const ExplainedStep = builder.objectRef<Step>('ExplainedStep').implement({
  description: 'A plugin in running order.',
  fields: (t) => ({
    plugin: t.field({
      type: PluginInstance,
      nullable: true,
      description: 'The plugin; null for one that is not saved.',
      resolve: ({ pluginId }) => (isDraftPlugin(pluginId) ? null : pluginId),
    }),
    pluginName: t.exposeString('pluginName', { description: 'Name of the plugin.' }),
    type: t.exposeString('type', { description: 'Plugin type.' }),
    scope: t.expose('scope', { type: PluginScopeEnum, description: 'Kind of place whose chain it comes from.' }),
    scopeName: t.exposeString('scopeName', { description: 'Name of that place.' }),
    position: t.exposeInt('position', { description: 'Position in that chain, from 0.' }),
    stage: t.expose('stage', { type: PluginStageEnum, description: 'Stage it runs in.' }),
    runs: t.exposeBoolean('runs', { description: 'Whether it would run.' }),
    skippedBecause: t.field({
      type: SkipReason,
      nullable: true,
      description: 'Why not.',
      resolve: ({ skippedBecause }) => skippedBecause ?? null,
    }),
  }),
});

const ExplainedTarget = builder.objectRef<Target>('ExplainedTarget').implement({
  description: 'A target in order of trial.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name within the model.' }),
    provider: t.field({ type: Provider, description: 'The provider.', resolve: ({ providerId }) => providerId }),
    upstreamModel: t.exposeString('upstreamModel', { description: 'Model name at the provider.' }),
    priority: t.exposeInt('priority', { description: 'Lower ones first; others are fallbacks.' }),
    probability: t.exposeFloat('probability', { description: 'Chance to be the first, 0 to 1.' }),
  }),
});

/** Wrapped, since GraphQL takes an error that is given for one that was thrown. */
const ExplainedRefusal = builder.objectRef<{ readonly error: GatewayError }>('ExplainedRefusal').implement({
  description: 'Why a call would be refused before any plugin runs.',
  fields: (t) => ({
    code: t.field({ type: GatewayErrorCode, description: 'Stable machine code.', resolve: ({ error }) => error.code }),
    message: t.string({ description: 'What the caller would read.', resolve: ({ error }) => error.message }),
  }),
});

export const ChainExplanation = builder.objectRef<Explanation>('ChainExplanation').implement({
  description: 'What would happen to a call.',
  fields: (t) => ({
    configRevision: t.expose('configRevision', { type: 'SafeInt', description: 'Configuration revision used.' }),
    model: t.field({
      type: Model,
      nullable: true,
      description: 'Model that would be used; null where the call would be refused.',
      resolve: ({ modelId }) => modelId,
    }),
    steps: t.field({
      type: [ExplainedStep],
      description: 'Plugins in running order, those that would not run included.',
      resolve: ({ steps }) => [...steps],
    }),
    targets: t.field({
      type: [ExplainedTarget],
      description: 'Targets in the order they would be tried, the likelier ones first.',
      resolve: ({ targets }) => [...targets],
    }),
    refusal: t.field({
      type: ExplainedRefusal,
      nullable: true,
      description: 'Why the call would be refused before any plugin runs, if so.',
      resolve: ({ refusal }) => refusal && { error: refusal },
    }),
    problems: t.field({
      type: ['String'],
      description: 'What is switched off or wrong in the configuration as far as it concerns this call.',
      resolve: ({ problems }) => [...problems],
    }),
  }),
});
