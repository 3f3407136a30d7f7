/** On whose counters a call is counted. */
import type { ChatRequest } from '#core/chat/request.ts';
import { digest } from '#core/digest.ts';
import type { PluginContext } from '#core/plugin.ts';
import type { PerConfig } from '#plugins/identity/per-fields.ts';

/** Never nobody: whoever lacks what is asked for is counted by its network address. */
export type Identify = (context: PluginContext, request: ChatRequest) => Promise<readonly string[]>;

export function createIdentify({ per, header, tag }: PerConfig): Identify {
  const identify = (context: PluginContext, { metadata }: ChatRequest) => {
    const { caller, route, model } = context;
    switch (per) {
      case 'all':
        return ['all'];
      case 'address':
        return undefined;
      case 'key':
        return keyOf(context);
      case 'consumer':
        return caller.type === 'anonymous' ? undefined : [`consumer:${caller.consumer.id}`];
      case 'group':
        return caller.type === 'anonymous' ? undefined : caller.consumer.groupIds.map((id) => `group:${id}`);
      case 'route':
        return [route ? `route:${route.id}` : 'no-route'];
      case 'model':
        return [`model:${model.id}`];
      case 'header':
        return chosen('header', context.header(header ?? ''));
      case 'tag':
        return chosen('tag', Object.hasOwn(metadata, tag ?? '') ? metadata[tag ?? ''] : undefined);
      default:
        return per satisfies never;
    }
  };

  return async (context, request) => {
    const identities = (await identify(context, request)) ?? [];
    return identities.length > 0 ? identities : [`address:${context.caller.address}`];
  };
}

/** A token stands for its subject, since a new one is made every few minutes. */
async function keyOf({ caller }: PluginContext): Promise<string[] | undefined> {
  if (caller.type === 'key') return [`key:${caller.key.id}`];
  if (caller.type === 'anonymous') return undefined;
  return [`token:${await digest(JSON.stringify([caller.issuer, caller.subject]))}`];
}

/** The caller chooses the value, so neither its length nor a secret in it may reach the store. */
async function chosen(kind: string, value: string | undefined): Promise<string[] | undefined> {
  return value ? [`${kind}:${await digest(value)}`] : undefined;
}
