/** Changing plugins. */
import type { ChangeOutcome } from '#admin/change-config.ts';
import { createPlugin } from '#admin/plugin/create-plugin.ts';
import { deletePlugin } from '#admin/plugin/delete-plugin.ts';
import { updatePlugin } from '#admin/plugin/update-plugin.ts';
import type { PluginConfig } from '#core/config/document.ts';
import { builder } from '#graphql/builder.ts';
import { ChainScopeInput, decodeScope } from '#graphql/chain/chain-scope.ts';
import { adminOf, readersOf } from '#graphql/config/admin-context.ts';
import { deletionPayload, resourcePayload } from '#graphql/config/config-payload.ts';
import {
  CHANGE_ARGUMENTS,
  NewResourceInput,
  ResourcePatchInput,
  WRITE_ARGUMENTS,
  writeOptions,
} from '#graphql/config/resource-input.ts';
import { PluginInstance } from '#graphql/plugin/plugin.ts';
import { atConfigField, decodePluginConfig, PluginConfigInput } from '#graphql/plugin/plugin-config.ts';

const PluginCreateInput = builder.inputType('PluginCreateInput', {
  description: 'New plugin.',
  fields: (t) => ({
    resource: t.field({ type: NewResourceInput, required: true, description: 'Names and labels.' }),
    config: t.field({
      type: PluginConfigInput,
      required: true,
      description: 'Configuration; its field chooses the type.',
    }),
    attachTo: t.field({ type: [ChainScopeInput], description: 'Put it at the end of these chains at once.' }),
  }),
});

const PluginUpdateInput = builder.inputType('PluginUpdateInput', {
  description: 'Changes of a plugin: omitted fields stay. Its type cannot change.',
  fields: (t) => ({
    resource: t.field({ type: ResourcePatchInput, description: 'Names and labels.' }),
    config: t.field({ type: PluginConfigInput, description: 'The whole new configuration.' }),
  }),
});

const PLUGIN = { kind: 'plugin', field: 'plugin', type: PluginInstance } as const;
const PluginCreatePayload = resourcePayload('PluginCreatePayload', PLUGIN);
const PluginUpdatePayload = resourcePayload('PluginUpdatePayload', PLUGIN);
const PluginDeletePayload = deletionPayload('PluginDeletePayload');

const CONFIG_PATH = ['input', 'config'];

builder.mutationFields((t) => ({
  pluginCreate: t.field({
    type: PluginCreatePayload,
    description: 'Configure a plugin.',
    args: {
      input: t.arg({ type: PluginCreateInput, required: true, description: 'The new plugin.' }),
      ...WRITE_ARGUMENTS,
    },
    resolve: async (_root, { input, options }, context) => {
      const { resource, attachTo } = input;
      const typed = decodePluginConfig(input.config, CONFIG_PATH);
      const places = attachTo?.map((scope, index) => decodeScope(scope, ['input', 'attachTo', String(index)]));
      const created = { resource, ...typed, attachTo: places };
      return toldAtField(await createPlugin(created, adminOf(context), writeOptions(options)), typed.type);
    },
  }),
  pluginUpdate: t.field({
    type: PluginUpdatePayload,
    description: 'Change a plugin; omitted fields stay.',
    args: {
      ...CHANGE_ARGUMENTS,
      input: t.arg({ type: PluginUpdateInput, required: true, description: 'Changes.' }),
    },
    resolve: async (_root, { id, expectedRevision, input, options }, context) => {
      const typed = input.config ? decodePluginConfig(input.config, CONFIG_PATH) : undefined;
      const known = (await readersOf(context).plugins.byIds([id])).get(id);
      if (typed && known && typed.type !== known.type) return toldAtField(otherType(known), typed.type);
      const changes = { resource: input.resource, config: typed?.config };
      const update = { id, expectedRevision, input: changes };
      const outcome = await updatePlugin(update, adminOf(context), writeOptions(options));
      return typed ? toldAtField(outcome, typed.type) : outcome;
    },
  }),
  pluginDelete: t.field({
    type: PluginDeletePayload,
    description: 'Delete a plugin that no chain has.',
    args: { ...CHANGE_ARGUMENTS },
    resolve: (_root, { id, expectedRevision, options }, context) =>
      deletePlugin({ id, expectedRevision }, adminOf(context), writeOptions(options)),
  }),
}));

/** The type of a plugin never changes, so it can be judged before the change. */
function otherType({ name, type }: PluginConfig): ChangeOutcome<PluginConfig> {
  const message = `The plugin ${name} is of the type ${type}, which stays.`;
  const hint = 'Create a new plugin for another type.';
  return { type: 'refused', problems: [{ code: 'invalid', path: CONFIG_PATH, message, hint }] };
}

function toldAtField<Result>(outcome: ChangeOutcome<Result>, type: string): ChangeOutcome<Result> {
  if (outcome.type !== 'refused') return outcome;
  return { type: 'refused', problems: outcome.problems.map((problem) => atConfigField(problem, CONFIG_PATH, type)) };
}
