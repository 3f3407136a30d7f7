/** The key behind a request, as its holder may see it. */
import type { KeyCaller } from '#core/caller.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { builder, PUBLIC } from '#graphql/builder.ts';
import { enumOf } from '#graphql/enum.ts';

export const KeyPermissionEnum = enumOf('KeyPermission', {
  description: 'What a key may do besides calling.',
  subGraphs: PUBLIC,
  members: {
    'see-targets': 'See which target, provider and upstream model answered.',
    'see-traces': 'See which plugins ran and what they did.',
  },
});

export const Viewer = builder.objectRef<KeyCaller>('Viewer').implement({
  description: 'The key that made this request.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    keyName: t.string({ description: 'Name of the key.', resolve: ({ key }) => key.name }),
    keyHint: t.string({ description: 'Some characters of the key, for recognition.', resolve: ({ key }) => key.hint }),
    consumer: t.string({
      description: 'Name of the consumer it belongs to.',
      resolve: ({ consumer }) => consumer.name,
    }),
    expiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the key stops working; null where it does not.',
      resolve: ({ key }) => key.expiresAt,
    }),
    permissions: t.field({
      type: [KeyPermissionEnum],
      description: 'What the key may do besides calling.',
      resolve: ({ key }) => [...key.permissions],
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: Viewer,
    description: 'The key that made this request.',
    subGraphs: PUBLIC,
    skipTypeScopes: true,
    resolve(_root, _args, context) {
      const caller = context.caller();
      if (caller.type === 'key') return caller;
      throw new GatewayError('UNAUTHENTICATED');
    },
  }),
);
