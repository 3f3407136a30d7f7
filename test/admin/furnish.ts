/** A configuration with one of everything, made by the verbs themselves. */
import { createApiKey } from '#admin/api-key/create-api-key.ts';
import { setChain } from '#admin/chain/set-chain.ts';
import { createConsumer } from '#admin/consumer/create-consumer.ts';
import { createConsumerGroup } from '#admin/consumer-group/create-consumer-group.ts';
import { createModel } from '#admin/model/create-model.ts';
import { createPlugin } from '#admin/plugin/create-plugin.ts';
import { createProvider } from '#admin/provider/create-provider.ts';
import { createRoute } from '#admin/route/create-route.ts';
import { changed, type House, WRITE } from '#test/admin/house.ts';

export const SECRET = 'sk-canary-0123456789abcdefghijklmnop';
export const RATE_LIMIT = { limits: [{ limit: 10 }] };

export interface Furnished {
  readonly providerId: string;
  readonly credentialId: string;
  readonly modelId: string;
  readonly routeId: string;
  readonly groupId: string;
  readonly consumerId: string;
  readonly keyId: string;
  /** Of the key. */
  readonly plaintext: string;
  readonly pluginId: string;
  /** Of the route's chain. */
  readonly chainId: string;
}

export async function furnish({ context }: House): Promise<Furnished> {
  const provider = await changed(
    createProvider(
      {
        resource: { displayName: 'Vendor' },
        kind: 'openai-compatible',
        baseUrl: 'https://api.vendor.example/v1',
        secret: SECRET,
      },
      context,
      WRITE,
    ),
  );
  const providerId = provider.result.id;
  const targets = [{ providerId, upstreamModel: 'small' }];
  const model = await changed(createModel({ resource: { displayName: 'Small' }, targets }, context, WRITE));
  const modelId = model.result.id;
  const route = await changed(
    createRoute({ resource: { displayName: 'Test' }, path: '/test', defaultModelId: modelId }, context, WRITE),
  );
  const routeId = route.result.id;
  const group = await changed(createConsumerGroup({ resource: { displayName: 'Team' } }, context, WRITE));
  const groupId = group.result.id;
  const consumer = await changed(
    createConsumer({ resource: { displayName: 'App' }, groupIds: [groupId] }, context, WRITE),
  );
  const consumerId = consumer.result.id;
  const key = await changed(createApiKey({ resource: { displayName: 'Laptop' }, consumerId }, context, WRITE));
  const plugin = await changed(
    createPlugin({ resource: { displayName: 'Limit' }, type: 'rate-limit', config: RATE_LIMIT }, context, WRITE),
  );
  const pluginId = plugin.result.id;
  const scope = { scope: 'route', scopeId: routeId } as const;
  const chain = await changed(setChain({ scope, expectedRevision: 0, entries: [{ pluginId }] }, context, WRITE));
  return {
    providerId,
    credentialId: provider.config.document.credentials[0]?.id ?? '',
    modelId,
    routeId,
    groupId,
    consumerId,
    keyId: key.result.apiKey.id,
    plaintext: key.result.plaintext ?? '',
    pluginId,
    chainId: chain.result.id,
  };
}
