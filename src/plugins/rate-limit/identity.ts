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
      return keyOf;
    case 'consumer':
      return (context) =>
        context.caller.type === 'anonymous' ? addressOf(context) : `consumer:${context.caller.consumer.id}`;
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

/** A token stands for its subject, since a new one is made every few minutes. */
async function keyOf(context: PluginContext): Promise<string> {
  const { caller } = context;
  if (caller.type === 'key') return `key:${caller.key.id}`;
  if (caller.type === 'anonymous') return addressOf(context);
  return `token:${await digest(JSON.stringify([caller.issuer, caller.subject]))}`;
}

function addressOf({ caller }: PluginContext): string {
  return `address:${caller.address}`;
}
