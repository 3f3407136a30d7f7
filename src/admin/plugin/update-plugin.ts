/** Changes the configuration of a plugin. Its type stays: another type is another plugin. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, UpdateResource, WriteOptions } from '#admin/change-config.ts';
import type { Draft } from '#admin/draft.ts';
import { needPluginType } from '#admin/plugin/need-plugin-type.ts';
import { parsePluginConfig } from '#admin/plugin/parse-plugin-config.ts';
import type { PluginUpdateInput } from '#admin/plugin/plugin-input.ts';
import { patchResource } from '#admin/resource.ts';
import { updateResource } from '#admin/update-resource.ts';
import type { PluginConfig } from '#core/config/document.ts';

export function updatePlugin(
  update: UpdateResource<PluginUpdateInput>,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<PluginConfig>> {
  const patch = (draft: Draft, known: PluginConfig, { resource, config }: PluginUpdateInput): PluginConfig => ({
    ...known,
    ...patchResource(draft, 'plugin', known, resource),
    ...(config && { config: parsePluginConfig(draft, needPluginType(draft, known.type, context), config) }),
  });
  return updateResource({ kind: 'plugin', update, patch }, context, options);
}
