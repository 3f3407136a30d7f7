/** Addresses and networks (CIDR) of both families. IPv4 that is written as mapped IPv6 is IPv4. */
import ipaddr from 'ipaddr.js';

export type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Network = readonly [Address, number];

const NETWORK = /^([^/\s]+?)(?:\/(0|[1-9]\d{0,2}))?$/;
const MAPPED_BITS = 96;

/** What is wrong with the text where it is not a network. */
export function parseNetwork(text: string): Network | string {
  const [, host = '', length] = NETWORK.exec(text) ?? [];
  const address = parseAddress(host);
  if (!address || host.includes('%')) return 'Give an address or a network, such as "192.0.2.7" or "2001:db8::/32".';
  const mapped = address.kind() === 'ipv4' && host.includes(':') ? MAPPED_BITS : 0;
  const most = address.kind() === 'ipv4' ? 32 : 128;
  const bits = length === undefined ? most : Number(length) - mapped;
  if (bits < 0 || bits > most) return `The length of the network has to be from ${mapped} to ${most + mapped}.`;
  const first = firstOf(address, bits);
  if (first !== address.toString()) return `The network of that length begins at ${first}.`;
  return [address, bits];
}

/** Undefined for what is none; the shorthands of IPv4 (`10.1`, `0x7f.1`, `010.0.0.1`) are none. */
export function parseAddress(text: string): Address | undefined {
  if (!text.includes(':')) return ipaddr.IPv4.isValidFourPartDecimal(text) ? ipaddr.IPv4.parse(text) : undefined;
  // The zone is the name of a network card of this machine.
  const [host = ''] = text.split('%');
  return ipaddr.IPv6.isValid(host) ? ipaddr.process(host) : undefined;
}

export function isIn(address: Address, networks: readonly Network[]): boolean {
  return networks.some(([first, bits]) => first.kind() === address.kind() && address.match(first, bits));
}

function firstOf(address: Address, bits: number): string {
  const cidr = `${address.toString()}/${bits}`;
  const first =
    address.kind() === 'ipv4' ? ipaddr.IPv4.networkAddressFromCIDR(cidr) : ipaddr.IPv6.networkAddressFromCIDR(cidr);
  return first.toString();
}
