/** The chain of a call as an administrator wants to see it: in running order, with what does not run and why. */
import type { ConfigDocument } from '#core/config/document.ts';
import type { AnyPlugin } from '#core/plugin.ts';
import type { CallPlace } from '#core/snapshot.ts';
import { indexChains } from '#snapshot/index-chains.ts';
import type { ExplainedEntry } from '#snapshot/order-chain.ts';

export function explainChain(
  document: ConfigDocument,
  { plugins }: { readonly plugins: readonly AnyPlugin[] },
  place: CallPlace,
): readonly ExplainedEntry[] {
  const types = new Map(plugins.map((plugin) => [plugin.id, plugin]));
  // What the builder needs besides is no answer to a question.
  const placed = indexChains(document, types).entriesAt(place);
  return placed.map(({ entry: _entry, definition: _definition, rank: _rank, ...explained }) => explained);
}
