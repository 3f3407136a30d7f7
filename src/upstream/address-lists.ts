/**
 * Which network addresses are not the public internet, and which are never a provider's.
 * Facts: https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry; metadata addresses
 * from the clouds' own pages.
 */
import { BlockList, isIPv6 } from 'node:net';

/** [network, prefix length] */
type Subnet = readonly [string, number];

const SPECIAL_IPV4: readonly Subnet[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Only 2000::/3 is handed out to the public; these parts of it are not. The rest (loopback, mapped, NAT64, ULA…) is outside. */
const SPECIAL_IPV6: readonly Subnet[] = [
  ['::', 3],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['4000::', 2],
  ['8000::', 1],
];

/** They hand out the credentials of the machine itself. 169.254/16 holds those of AWS, Azure, GCP, ECS and others. */
const METADATA_IPV4: readonly Subnet[] = [
  ['169.254.0.0', 16],
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['192.0.0.192', 32],
];

const METADATA_IPV6: readonly Subnet[] = [
  ['fd00:ec2::', 32],
  ['fd20:ce::254', 128],
];

export interface AddressList {
  includes(address: string): boolean;
}

export const METADATA_ADDRESSES = listOf(METADATA_IPV4, [...METADATA_IPV6, ...METADATA_IPV4.flatMap(embeddedInIpv6)]);

export const SPECIAL_ADDRESSES = listOf([...SPECIAL_IPV4, ...METADATA_IPV4], SPECIAL_IPV6);

/** One list for each family: a single one takes IPv4 for the mapped part of IPv6, and would find all of it in `::/3`. */
function listOf(ipv4: readonly Subnet[], ipv6: readonly Subnet[]): AddressList {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const [network, prefix] of ipv4) lists.ipv4.addSubnet(network, prefix, 'ipv4');
  for (const [network, prefix] of ipv6) lists.ipv6.addSubnet(network, prefix, 'ipv6');
  return {
    includes(address) {
      const family = isIPv6(address) ? 'ipv6' : 'ipv4';
      return lists[family].check(address, family);
    },
  };
}

/** The same machines written as IPv6: compatible, mapped, NAT64 and 6to4 addresses. */
function embeddedInIpv6([network, prefix]: Subnet): Subnet[] {
  const bytes = network.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'));
  const hexadecimal = `${bytes.slice(0, 2).join('')}:${bytes.slice(2).join('')}`;
  return [
    [`::${network}`, 96 + prefix],
    [`::ffff:${network}`, 96 + prefix],
    [`64:ff9b::${network}`, 96 + prefix],
    [`2002:${hexadecimal}::`, 16 + prefix],
  ];
}
