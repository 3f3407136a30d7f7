/** A configured plugin, as a type. */
import type { PluginConfig } from '#core/config/document.ts';
import type { Stored } from '#core/config/stored.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { AnyPlugin } from '#core/plugin.ts';
import { builder } from '#graphql/builder.ts';
import { inOrder, readersOf } from '#graphql/config/admin-context.ts';
import { ConfigResource } from '#graphql/config/config-resource.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { PluginConfigType, typedConfig } from '#graphql/plugin/plugin-config.ts';
import { PluginType } from '#graphql/plugin/plugin-type.ts';

export const PluginInstance = builder.loadableNodeRef('PluginInstance', {
  id: { resolve: ({ id }: Stored<PluginConfig>) => id },
  load: async (ids: string[], context: GraphqlContext) => inOrder(ids, await readersOf(context).plugins.byIds(ids)),
});

PluginInstance.implement({
  description: 'A configured plugin; can be used in several chains.',
  interfaces: [ConfigResource],
  isTypeOf: () => true,
  fields: (t) => ({
    type: t.field({
      type: PluginType,
      description: 'Its type.',
      resolve: ({ type }, _args, { deps }) => pluginTypeNamed(type, deps.admin.plugins),
    }),
    config: t.field({
      type: PluginConfigType,
      nullable: true,
      description: 'Typed configuration; null where it no longer fits the schema of its type.',
      resolve: typedConfig,
    }),
    configJson: t.expose('config', { type: 'JSON', description: 'Configuration as JSON, as it was saved.' }),
  }),
});

function pluginTypeNamed(type: string, plugins: readonly AnyPlugin[]): AnyPlugin {
  const found = plugins.find(({ id }) => id === type);
  if (found) return found;
  throw new GatewayError('NOT_FOUND', { message: `This gateway has no plugin of the type "${type}".` });
}
