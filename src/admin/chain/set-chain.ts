/** Sets all plugins of a place, in order. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { SetChain } from '#admin/chain/chain-input.ts';
import { nameOfChain, putChain } from '#admin/chain/put-chain.ts';
import { type ChangeOutcome, changeConfig, type WriteOptions } from '#admin/change-config.ts';
import type { Draft } from '#admin/draft.ts';
import { type ChainConfig, chainId } from '#core/config/document.ts';

export function setChain(
  { scope: place, expectedRevision, entries }: SetChain,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ChainConfig>> {
  const paths = { placePath: ['scope'], entryPath: (index: number) => ['entries', String(index)] };
  const request = {
    action: 'chain.set',
    expected: { id: chainId(place.scopeId), expectedRevision, mayBeNew: true },
    targetOf: (chain: ChainConfig, draft: Draft) => ({ id: chain.id, name: nameOfChain(draft, chain) }),
    edit: (draft: Draft) => putChain(draft, place, entries, { ...context, ...paths }),
  };
  return changeConfig(request, context, options);
}
