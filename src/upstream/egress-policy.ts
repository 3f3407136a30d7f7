/**
 * Where the gateway may connect to. Names are judged by every address they resolve to, and the judged address is the one
 * that is connected to, so a name that changes its mind gains nothing.
 */
import { lookup as resolveName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { GatewayError } from '#core/error/gateway-error.ts';
import { METADATA_ADDRESSES, SPECIAL_ADDRESSES } from '#upstream/address-lists.ts';

const PRIVATE =
  'is in a private or reserved network. If this is intended (Ollama or vLLM of your own), set allowPrivateNetwork: true on the provider.';
const METADATA = 'is a metadata address of a cloud machine, which no provider may have.';

/**
 * Why a base URL cannot be used, as a sentence for a form; undefined where nothing is wrong with it as far as its text
 * tells. Other names are judged when the connection is made.
 */
export function assertAddressAllowed(url: string, allowPrivateNetwork: boolean): string | undefined {
  const parsed = URL.parse(url);
  if (!parsed) return 'This is not a URL. It looks like https://api.example.com/v1.';
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')
    return 'The URL has to begin with https:// or http://.';
  if (parsed.username !== '' || parsed.password !== '') {
    return 'The URL must not contain a user name or a password. Add a credential to the provider instead.';
  }
  return hostProblem(hostOf(parsed), allowPrivateNetwork);
}

/** The host as the system's resolver takes it: IPv6 without brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

/** Judges addresses and the names that mean this machine everywhere. */
export function hostProblem(host: string, allowPrivateNetwork: boolean): string | undefined {
  if (isIP(host) !== 0) return addressProblem(host, allowPrivateNetwork);
  if (/(^|\.)localhost\.?$/i.test(host) && !allowPrivateNetwork) return `${host} ${PRIVATE}`;
  return undefined;
}

export function addressProblem(address: string, allowPrivateNetwork: boolean): string | undefined {
  if (METADATA_ADDRESSES.includes(address)) return `${address} ${METADATA}`;
  if (!allowPrivateNetwork && SPECIAL_ADDRESSES.includes(address)) return `${address} ${PRIVATE}`;
  return undefined;
}

/** The address itself goes to the log only: what a name resolves to inside is not a caller's business. */
export function egressRefused(problem: string): GatewayError {
  const message = problem.endsWith(METADATA)
    ? 'The address of the provider is one that the gateway never connects to.'
    : 'The address of the provider is private; an administrator can set allowPrivateNetwork: true on the provider.';
  return new GatewayError('PROVIDER_UNAVAILABLE', { message, internal: `Egress refused: ${problem}` });
}

/** Resolver for a socket that fails with an egress refusal where any address of the name is not allowed. */
export function guardedLookup(allowPrivateNetwork: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const problem = addresses.map(({ address }) => addressProblem(address, allowPrivateNetwork)).find(Boolean);
      if (problem) return callback(egressRefused(`${hostname}: ${problem}`), []);
      const [first] = addresses;
      if (options.all || !first) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}
