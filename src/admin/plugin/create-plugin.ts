/** Configures a plugin, and puts it at the end of chains where that was asked. */
import type { AdminContext } from '#admin/admin-deps.ts';
import { chainAt, putChain } from '#admin/chain/put-chain.ts';
import type { ChangeOutcome, WriteOptions } from '#admin/change-config.ts';
import { createResource } from '#admin/create-resource.ts';
import type { Draft } from '#admin/draft.ts';
import { needPluginType } from '#admin/plugin/need-plugin-type.ts';
import { parsePluginConfig } from '#admin/plugin/parse-plugin-config.ts';
import type { PluginCreateInput } from '#admin/plugin/plugin-input.ts';
import type { PluginConfig, ResourceConfig } from '#core/config/document.ts';
import type { JsonObject } from '#core/json.ts';

interface PluginParts {
  readonly type: string;
  readonly config: JsonObject;
  /** Where they stand in the arguments. */
  readonly path?: readonly string[];
}

export function createPlugin(
  input: PluginCreateInput,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<PluginConfig>> {
  const add = (draft: Draft, names: ResourceConfig) => {
    const plugin = addPlugin(draft, names, input, context);
    for (const [index, scope] of (input.attachTo ?? []).entries()) {
      const entries = [...chainAt(draft, scope).entries, { pluginId: plugin.id }];
      const path = ['input', 'attachTo', String(index)];
      putChain(draft, scope, entries, { ...context, placePath: path, entryPath: () => path });
    }
    return plugin;
  };
  return createResource({ kind: 'plugin', prefix: 'plg', resource: input.resource, add }, context, options);
}

export function addPlugin(
  draft: Draft,
  names: ResourceConfig,
  { type, config, path = ['input'] }: PluginParts,
  context: AdminContext,
): PluginConfig {
  const definition = needPluginType(draft, type, context, path);
  const plugin: PluginConfig = { ...names, type, config: parsePluginConfig(draft, definition, config, path) };
  draft.add('plugin', plugin, path);
  return plugin;
}
