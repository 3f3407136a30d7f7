/** Lets calls in by the network address that they come from. */
import { GatewayError } from '#core/error/gateway-error.ts';
import { definePlugin, type PluginHooks } from '#core/plugin.ts';
import { callerAddress } from '#plugins/ip-allow/caller-address.ts';
import { type IpAllowConfig, ipAllowConfig } from '#plugins/ip-allow/config.ts';
import { isIn, type Network, parseNetwork } from '#plugins/ip-allow/network.ts';

export const ipAllow = definePlugin<IpAllowConfig>({
  id: 'ip-allow',
  title: 'Network addresses',
  summary: 'Lets calls in by the network address that they come from, or keeps them out.',
  stage: 'authenticate',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: ipAllowConfig,
  example: { allow: ['127.0.0.0/8', '::1', '192.0.2.0/24'], deny: ['192.0.2.66'] },
  onFailure: 'closed',

  compile(config): PluginHooks {
    const allow = networksOf(config.allow);
    const deny = networksOf(config.deny);
    const trusted = networksOf(config.trustedProxies);
    return {
      onRequest(context, request) {
        const address = callerAddress(context, trusted, config.header);
        const isAllowed = address && !isIn(address, deny) && (allow.length === 0 || isIn(address, allow));
        // What cannot be read cannot be judged.
        if (!isAllowed) {
          throw new GatewayError('FORBIDDEN', { message: 'Calls from this network address are not allowed.' });
        }
        return { type: 'next', request };
      },
    };
  },
});

/** Texts that the configuration's schema has let pass. */
function networksOf(texts: readonly string[]): Network[] {
  return texts.map(parseNetwork).filter((network) => typeof network !== 'string');
}
