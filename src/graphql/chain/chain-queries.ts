/** Reading chains: by place, and from what they belong to. */
import { chainId } from '#core/config/document.ts';
import { ApiKey } from '#graphql/api-key/api-key.ts';
import { builder } from '#graphql/builder.ts';
import { PluginChain } from '#graphql/chain/chain.ts';
import { ChainScopeInput, decodeScope } from '#graphql/chain/chain-scope.ts';
import { Consumer } from '#graphql/consumer/consumer.ts';
import { ConsumerGroup } from '#graphql/consumer-group/consumer-group.ts';
import { Model } from '#graphql/model/model.ts';
import { Route } from '#graphql/route/route.ts';

builder.queryField('chain', (t) =>
  t.field({
    type: PluginChain,
    description: 'Plugins of a place.',
    args: { scope: t.arg({ type: ChainScopeInput, required: true, description: 'The place.' }) },
    resolve: (_root, { scope }) => chainId(decodeScope(scope).scopeId),
  }),
);

builder.objectField(Route, 'chain', (t) =>
  t.field({
    type: PluginChain,
    description: 'Plugins that run on this route.',
    resolve: ({ id }) => chainId(id),
  }),
);

builder.objectField(Model, 'chain', (t) =>
  t.field({
    type: PluginChain,
    description: 'Plugins that run for this model.',
    resolve: ({ id }) => chainId(id),
  }),
);

builder.objectField(ConsumerGroup, 'chain', (t) =>
  t.field({
    type: PluginChain,
    description: 'Plugins that run for its members.',
    resolve: ({ id }) => chainId(id),
  }),
);

builder.objectField(Consumer, 'chain', (t) =>
  t.field({
    type: PluginChain,
    description: 'Plugins that run for this consumer.',
    resolve: ({ id }) => chainId(id),
  }),
);

builder.objectField(ApiKey, 'chain', (t) =>
  t.field({
    type: PluginChain,
    description: 'Plugins that run for this key.',
    resolve: ({ id }) => chainId(id),
  }),
);
