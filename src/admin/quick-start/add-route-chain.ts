/** The plugins that a new route begins with, and the chain that runs them. */
import type { AdminContext } from '#admin/admin-deps.ts';
import { putChain } from '#admin/chain/put-chain.ts';
import type { Draft } from '#admin/draft.ts';
import { addPlugin } from '#admin/plugin/create-plugin.ts';
import { needPluginType } from '#admin/plugin/need-plugin-type.ts';
import { chosenName } from '#admin/quick-start/chosen-name.ts';
import type { QuickStartPlugin } from '#admin/quick-start/quick-start-input.ts';
import { newResource } from '#admin/resource.ts';
import type { ChainConfig, RouteConfig } from '#core/config/document.ts';

export function addRouteChain(
  draft: Draft,
  plugins: readonly QuickStartPlugin[],
  route: RouteConfig,
  context: AdminContext,
): ChainConfig | null {
  if (plugins.length === 0) return null;
  const entryPath = (index: number) => ['input', 'plugins', String(index)];
  const entries = plugins.map(({ type, config, name }, index) => {
    const path = entryPath(index);
    const { title } = needPluginType(draft, type, context, path);
    const names = newResource(draft, 'plugin', context.deps.newId('plg'), chosenName(name, title), path);
    return { pluginId: addPlugin(draft, names, { type, config, path }, context).id };
  });
  const place = { scope: 'route', scopeId: route.id } as const;
  return putChain(draft, place, entries, { ...context, placePath: ['input', 'route'], entryPath });
}
