/** Whose counter a call is counted on. */
import { digest } from '#core/digest.ts';
import type { PluginContext } from '#core/plugin.ts';
import type { RateLimitConfig } from '#plugins/rate-limit/config.ts';

export type Identify = (context: PluginContext) => string | Promise<string>;

/** Whoever lacks what is asked for is counted by its network address. */
export function createIdentify({ per, header }: Pick<RateLimitConfig, 'per' | 'header'>): Identify {
  switch (per) {
    case 'all':
      return () => 'all';
    case 'address':
      return addressOf;
    case 'key':
      return (context) => (context.caller.type === 'key' ? `key:${context.caller.key.id}` : addressOf(context));
    case 'consumer':
      return (context) =>
        context.caller.type === 'key' ? `consumer:${context.caller.consumer.id}` : addressOf(context);
    case 'route':
      return (context) => (context.route ? `route:${context.route.id}` : 'no-route');
    case 'header':
      return async (context) => {
        const value = header === undefined ? undefined : context.header(header);
        // The caller chooses the value, so neither its length nor a secret in it may reach the store.
        return value ? `header:${await digest(value)}` : addressOf(context);
      };
    default:
      return per satisfies never;
  }
}

function addressOf({ caller }: PluginContext): string {
  return `address:${caller.address}`;
}
