/** A key of a consumer: everything of it but its text. */
import type { ApiKeyConfig } from '#core/config/document.ts';
import type { Stored } from '#core/config/stored.ts';
import { ApiKeyStatus, statusOf } from '#graphql/api-key/api-key-status.ts';
import { builder } from '#graphql/builder.ts';
import { inOrder, readersOf } from '#graphql/config/admin-context.ts';
import { ConfigResource } from '#graphql/config/config-resource.ts';
import { pageOf } from '#graphql/config/stored-page.ts';
import { connectionOf, PAGE_ARGUMENTS, pageComplexity } from '#graphql/connection.ts';
import { Consumer } from '#graphql/consumer/consumer.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { Model } from '#graphql/model/model.ts';
import { Route } from '#graphql/route/route.ts';
import { KeyPermissionEnum } from '#graphql/viewer/viewer.ts';

export const ApiKey = builder.loadableNodeRef('ApiKey', {
  id: { resolve: ({ id }: Stored<ApiKeyConfig>) => id },
  load: async (ids: string[], context: GraphqlContext) => inOrder(ids, await readersOf(context).apiKeys.byIds(ids)),
});

ApiKey.implement({
  description: 'A key callers authenticate with. Its text is shown once, when it is made.',
  interfaces: [ConfigResource],
  isTypeOf: () => true,
  fields: (t) => ({
    consumer: t.field({ type: Consumer, description: 'Owner.', resolve: ({ consumerId }) => consumerId }),
    hint: t.exposeString('hint', { description: 'Some characters of the key, for recognition.' }),
    status: t.field({
      type: ApiKeyStatus,
      description: 'Whether it works, and why not.',
      resolve: (key, _args, { deps }) => statusOf(key, deps.admin.clock.now()),
    }),
    allowedModels: t.field({
      type: [Model],
      description: 'Models it may use; empty means all of its consumer.',
      resolve: ({ allowedModelIds }) => [...allowedModelIds],
    }),
    allowedRoutes: t.field({
      type: [Route],
      description: 'Routes it may use; empty means all.',
      resolve: ({ allowedRouteIds }) => [...allowedRouteIds],
    }),
    permissions: t.field({
      type: [KeyPermissionEnum],
      description: 'What it may do besides calling.',
      resolve: ({ permissions }) => [...permissions],
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it stops working; null where it does not.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was revoked; null where it was not.',
    }),
    rotationEndsAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when the text before the last rotation works too; null where it does not.',
      resolve: ({ previousUntil }, _args, { deps }) =>
        previousUntil !== null && previousUntil > deps.admin.clock.now() ? previousUntil : null,
    }),
  }),
});

export const ApiKeyConnection = connectionOf('ApiKey', ApiKey, { plural: 'keys' });

builder.objectField(Consumer, 'keys', (t) =>
  t.field({
    type: ApiKeyConnection,
    description: 'Its keys, by name. Read consumer by consumer: for many consumers ask for `apiKeys` instead.',
    args: { ...PAGE_ARGUMENTS },
    complexity: pageComplexity,
    resolve: ({ id }, args, context) => pageOf(readersOf(context).apiKeys, args, { consumerId: id }),
  }),
);
