/** A gateway with one of everything that can have a chain. */
import type { TestContext } from 'node:test';
import { change, create, inputOf, succeeded } from '#test/graphql/admin-mutations.ts';
import { type AdminGateway, type Data, startAdminGateway } from '#test/support/admin-gateway.ts';

export interface ChainSetting extends AdminGateway {
  readonly ids: Readonly<Record<'provider' | 'route' | 'model' | 'group' | 'consumer' | 'key', string>>;
  /** The text of the key. */
  readonly keyText: string;
  /** Creates a plugin, at the end of these chains; its id. */
  plugin(name: string, config: object, attachTo?: readonly object[]): Promise<string>;
  /** Sets a chain whatever its revision; what the mutation answers. */
  setChain(scope: object, entries: readonly object[]): Promise<Data>;
}

export const CHAIN_SET = `mutation ($scope: ChainScopeInput!, $expectedRevision: Revision!, $entries: [ChainEntryInput!]!, $options: WriteOptionsInput) {
  chainSet(scope: $scope, expectedRevision: $expectedRevision, entries: $entries, options: $options) {
    userErrors { code path message }
    conflict { expected actual }
    change { warnings differences { kind action } }
    chain { id scope revision entries { position enabled stage onFailure timeout plugin { name } } }
  }
}`;

export async function startChainSetting(context: TestContext): Promise<ChainSetting> {
  const gateway = await startAdminGateway(context);
  const provider = await create(gateway, 'provider', { ...named('demo'), kind: 'DEMO' });
  const common = { providerId: provider.id, upstreamModel: 'demo-1' };
  const targets = [
    { ...common, name: 'fallback', priority: 1 },
    { ...common, name: 'often', weight: 300 },
    { ...common, name: 'seldom', weight: 100 },
  ];
  const model = await create(gateway, 'model', { ...named('smart'), targets });
  const entrance = { path: '/test', defaultModelId: model.id, access: 'ANONYMOUS' };
  const route = await create(gateway, 'route', { ...named('test'), ...entrance });
  const group = await create(gateway, 'consumerGroup', named('team'));
  const consumer = await create(gateway, 'consumer', { ...named('shop'), groupIds: [group.id] });
  const key = { ...named('shop-backend'), consumerId: consumer.id };
  const { apiKey, plaintext } = succeeded(
    await change(gateway, 'apiKeyCreate', inputOf('apiKey', 'Create', key), 'plaintext apiKey { id }'),
  );
  const [providerId, routeId, modelId] = [provider.id, route.id, model.id];

  return {
    ...gateway,
    keyText: plaintext,
    ids: {
      provider: providerId,
      route: routeId,
      model: modelId,
      group: group.id,
      consumer: consumer.id,
      key: apiKey.id,
    },
    async plugin(name, config, attachTo = []) {
      return (await create(gateway, 'plugin', { ...named(name), config, attachTo })).id;
    },
    async setChain(scope, entries) {
      const { chain } = await gateway.ask('query ($scope: ChainScopeInput!) { chain(scope: $scope) { revision } }', {
        scope,
      });
      return (await gateway.ask(CHAIN_SET, { scope, expectedRevision: chain.revision, entries })).chainSet;
    },
  };
}

function named(name: string) {
  return { resource: { name, displayName: name } };
}
