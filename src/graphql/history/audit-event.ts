/** A recorded action of an administrator, as a type. */
import { builder } from '#graphql/builder.ts';
import { inOrder, storeOf } from '#graphql/config/admin-context.ts';
import { ResourceDifferenceType } from '#graphql/config/config-payload.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { ActorType } from '#graphql/history/actor.ts';
import type { StoredAuditEvent } from '#store/store.ts';

export const AuditEvent = builder.loadableNodeRef('AuditEvent', {
  id: { resolve: ({ id }: StoredAuditEvent) => id },
  load: async (ids: string[], context: GraphqlContext) =>
    inOrder(ids, await storeOf(context).history.auditEventsByIds(ids)),
});

AuditEvent.implement({
  description: 'A recorded action.',
  isTypeOf: () => true,
  fields: (t) => ({
    sequence: t.expose('sequence', { type: 'SafeInt', description: 'Number without gaps.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    actor: t.expose('actor', { type: ActorType, description: 'Who.' }),
    action: t.exposeString('action', { description: 'What was done, such as provider.update.' }),
    targetId: t.exposeID('targetId', { nullable: true, description: 'Id of the resource it was done to.' }),
    targetName: t.exposeString('targetName', { nullable: true, description: 'Name that the resource had then.' }),
    allowed: t.exposeBoolean('allowed', { description: 'Whether it was allowed.' }),
    comment: t.exposeString('comment', { nullable: true, description: 'Note of the actor.' }),
    address: t.exposeString('address', { description: 'Network address that the request came from.' }),
    requestId: t.exposeString('requestId', { description: 'Id of the request, as in the log.' }),
    differences: t.field({
      type: [ResourceDifferenceType],
      description: 'What it changed; proofs of secrets are hidden.',
      resolve: ({ differences }) => [...differences],
    }),
    hash: t.exposeString('hash', {
      description:
        'SHA-256 over this event and the hash of the one before, so that a change of any breaks all later ones.',
    }),
  }),
});
