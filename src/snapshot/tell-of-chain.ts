/** Speaks about a chain, which has no name of its own, by the place it belongs to. */
import { DOCUMENT_LISTS } from '#core/config/difference.ts';
import type { ChainConfig, ConfigDocument } from '#core/config/document.ts';
import { type Report, type Tell, tellOf } from '#snapshot/report.ts';

export function tellOfChain(report: Report, document: ConfigDocument, chain: ChainConfig): Tell {
  // The name is looked for when there is something to say: most chains are in order, and there may be one for every key.
  return (...said) => tellOf(report, 'chain', { id: chain.id, name: nameOfPlace(document, chain) })(...said);
}

/** Such as `workspace` or `route test`. */
function nameOfPlace(document: ConfigDocument, { scope, scopeId }: ChainConfig): string {
  if (scope === 'workspace') return scope;
  const owner = document[DOCUMENT_LISTS[scope]].find(({ id }) => id === scopeId);
  return `${scope.replace('-', ' ')} ${owner?.name ?? scopeId}`;
}
