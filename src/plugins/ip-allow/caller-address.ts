/** Where a call really comes from, as far as proxies of one's own can tell. */
import type { PluginContext } from '#core/plugin.ts';
import { type Address, isIn, type Network, parseAddress } from '#plugins/ip-allow/network.ts';

const WITH_PORT = /^(?:\[([^\]]*)\]|([\d.]+))(?::\d+)?$/;

/**
 * From the peer on backwards, the first address that is not one of a trusted proxy: what stands before it may be the
 * caller's own invention. Undefined where that address cannot be read.
 */
export function callerAddress(
  { caller, header }: PluginContext,
  trusted: readonly Network[],
  name: string,
): Address | undefined {
  let address = parseAddress(caller.address);
  if (trusted.length === 0) return address;
  const hops = (header(name) ?? '').split(',').filter((hop) => hop.trim() !== '');
  while (address && isIn(address, trusted)) {
    const hop = hops.pop()?.trim();
    // Nobody stands before this one.
    if (hop === undefined) break;
    const [, bracketed, dotted] = WITH_PORT.exec(hop) ?? [];
    address = parseAddress(bracketed ?? dotted ?? hop);
  }
  return address;
}
