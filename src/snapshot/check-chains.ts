/** Finds chains in which it would not be clear what runs: two for one place, or two plugins of a type that stands alone. */
import type { ConfigDocument } from '#core/config/document.ts';
import type { AnyPlugin } from '#core/plugin.ts';
import type { Report } from '#snapshot/report.ts';
import { tellOfChain } from '#snapshot/tell-of-chain.ts';

export function checkChains(document: ConfigDocument, types: ReadonlyMap<string, AnyPlugin>, report: Report): void {
  const typeOf = new Map(document.plugins.map(({ id, type }) => [id, types.get(type)]));
  const places = new Set<string>();
  for (const chain of document.chains) {
    const tell = tellOfChain(report, document, chain);
    const place = `${chain.scope} ${chain.scopeId}`;
    if (places.has(place)) tell(['scopeId'], 'This place has another chain already.');
    places.add(place);
    const alone = new Set<string>();
    for (const [index, { pluginId, enabled }] of chain.entries.entries()) {
      const type = typeOf.get(pluginId);
      if (!enabled || type?.merge !== 'replace') continue;
      if (alone.has(type.id))
        tell(['entries', index, 'pluginId'], `A chain has at most one ${type.id} that is switched on.`);
      alone.add(type.id);
    }
  }
}
