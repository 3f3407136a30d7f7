/** A version of the whole configuration, as a type. */
import { builder } from '#graphql/builder.ts';
import { inOrder, storeOf } from '#graphql/config/admin-context.ts';
import { ResourceDifferenceType } from '#graphql/config/config-payload.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { ActorType } from '#graphql/history/actor.ts';
import type { StoredRevision } from '#store/store.ts';

export const ConfigRevision = builder.loadableNodeRef('ConfigRevision', {
  id: { resolve: ({ id }: StoredRevision) => id },
  async load(ids: string[], context: GraphqlContext) {
    const found = await storeOf(context).history.revisionsByNumbers(ids.flatMap(numberOf));
    return inOrder(ids, new Map([...found.values()].map((revision) => [revision.id, revision])));
  },
});

ConfigRevision.implement({
  description: 'A version of the whole configuration.',
  isTypeOf: () => true,
  fields: (t) => ({
    number: t.expose('number', { type: 'SafeInt', description: 'Number; each change takes the next.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was made.' }),
    author: t.expose('author', { type: ActorType, description: 'Who made it.' }),
    comment: t.exposeString('comment', { nullable: true, description: 'Note of its author.' }),
    differences: t.field({
      type: [ResourceDifferenceType],
      description: 'Differences to the one before; proofs of secrets are hidden.',
      resolve: ({ differences }) => [...differences],
    }),
  }),
});

/** Nothing where the id has no number that a revision can have. */
function numberOf(id: string): number[] {
  const number = /^rev_(\d{1,15})$/.exec(id)?.[1];
  return number === undefined ? [] : [Number(number)];
}
