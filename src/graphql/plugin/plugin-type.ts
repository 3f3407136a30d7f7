/** Types of plugins, as the registry has them: a new one is here without a change of this file. */
import type { AnyPlugin, FailureMode as Mode, PluginStage } from '#core/plugin.ts';
import { builder } from '#graphql/builder.ts';
import { adminOf } from '#graphql/config/admin-context.ts';
import { enumOf } from '#graphql/enum.ts';
import { configSchema, fieldOfPlugin } from '#graphql/plugin/config-shape.ts';
import { plugins } from '#plugins/registry.ts';

export const PluginStageEnum = enumOf<PluginStage>('PluginStage', {
  description: 'Stages of a chain, in the order in which a call passes them; the answer passes them in reverse.',
  members: {
    authenticate: 'Who calls.',
    limit: 'How much may pass.',
    guard: 'What may pass.',
    transform: 'Changes of prompts and answers.',
    cache: 'Answers that are known already.',
    observe: 'Watching what reaches the provider.',
  },
});

export const FailureMode = enumOf<Mode>('FailureMode', {
  description: 'What happens to a call when a plugin fails.',
  members: { closed: 'The call is refused.', open: 'The call goes on without it.' },
});

const PluginMerge = enumOf<AnyPlugin['merge']>('PluginMerge', {
  description: 'Rule for several plugins of one type in the chains of one call.',
  members: { stack: 'All run.', replace: 'Only the one of the narrowest scope runs.' },
});

export const PluginType = builder.objectRef<AnyPlugin>('PluginType').implement({
  description: 'A kind of plugin that is installed.',
  fields: (t) => ({
    name: t.exposeString('id', { description: 'Name, such as rate-limit.' }),
    displayName: t.exposeString('title', { description: 'Name for people.' }),
    description: t.exposeString('summary', { description: 'What it does.' }),
    stage: t.expose('stage', { type: PluginStageEnum, description: 'Stage it runs in unless a chain says otherwise.' }),
    merge: t.expose('merge', { type: PluginMerge, description: 'Several at different places: all run, or only one.' }),
    onFailure: t.expose('onFailure', {
      type: FailureMode,
      description: 'What happens when it fails, unless a chain says otherwise.',
    }),
    configField: t.string({
      description: 'Its field in PluginConfigInput.',
      resolve: (plugin) => (plugins.includes(plugin) ? fieldOfPlugin(plugin) : 'custom'),
    }),
    configSchema: t.field({
      type: 'JSON',
      description: 'JSON Schema (2020-12) of its configuration as JSON.',
      resolve: configSchema,
    }),
    example: t.expose('example', { type: 'JSON', description: 'A configuration that works.' }),
  }),
});

builder.queryField('pluginTypes', (t) =>
  t.field({
    type: [PluginType],
    description: 'Installed types of plugins.',
    resolve: (_root, _args, context) => [...adminOf(context).deps.plugins],
  }),
);
