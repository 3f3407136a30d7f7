/** Removes a plugin that stands in no chain. */
import type { AdminContext } from '#admin/admin-deps.ts';
import { nameOfChain } from '#admin/chain/put-chain.ts';
import type { ChangeOutcome, DeleteResource, WriteOptions } from '#admin/change-config.ts';
import { deleteResource } from '#admin/delete-resource.ts';
import type { Draft } from '#admin/draft.ts';
import { refuseUsed } from '#admin/refuse-used.ts';
import type { PluginConfig } from '#core/config/document.ts';

export function deletePlugin(
  seen: DeleteResource,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<PluginConfig>> {
  return deleteResource({ kind: 'plugin', seen, prepare: refuseChained }, context, options);
}

function refuseChained(draft: Draft, id: string): void {
  const chains = draft.all('chain').filter(({ entries }) => entries.some(({ pluginId }) => pluginId === id));
  refuseUsed(
    draft,
    'chain',
    chains.map((chain) => ({ name: nameOfChain(draft, chain) })),
  );
}
