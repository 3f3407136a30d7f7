/** The subscription `configChanged`: every revision of the configuration, once it is in force, without gaps. */
import { GatewayError } from '#core/error/gateway-error.ts';
import { builder } from '#graphql/builder.ts';
import { storeOf } from '#graphql/config/admin-context.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { ConfigRevision } from '#graphql/history/config-revision.ts';
import { follow, heard } from '#graphql/live/follow.ts';
import type { HistoryStore, StoredRevision } from '#store/store.ts';

const ConfigChangedEvent = builder.objectRef<StoredRevision>('ConfigChangedEvent').implement({
  description: 'A change of the configuration that took effect.',
  fields: (t) => ({
    revision: t.field({ type: ConfigRevision, description: 'The new revision.', resolve: (revision) => revision }),
  }),
});

builder.subscriptionField('configChanged', (t) =>
  t.field({
    type: ConfigChangedEvent,
    description: 'Changes of the configuration as they take effect, one after another without gaps.',
    args: {
      afterRevision: t.arg({
        type: 'SafeInt',
        description: 'Begin with the revision after this one, so that none is missed; with the next when omitted.',
      }),
    },
    subscribe: (_root, { afterRevision }, context: GraphqlContext) =>
      follow(context, (left) => revisionsAfter(afterRevision ?? null, context, left)),
    resolve: heard,
  }),
);

/** @throws GatewayError NOT_FOUND where the reader has seen a revision that this store has not. */
async function* revisionsAfter(
  after: number | null,
  context: GraphqlContext,
  signal: AbortSignal,
): AsyncGenerator<StoredRevision> {
  const { history } = storeOf(context);
  // Before the first look at the store, so that nothing falls between the two. Only the newest number matters: what
  // lies between it and the last one told is read from the store.
  const changes = context.deps.events.subscribe('config-changed', { capacity: 1, whenFull: 'keep-newest', signal });
  const newest = (await history.revisions({ first: 1, after: null })).rows[0]?.number ?? 0;
  if (after !== null && after > newest) throw unknownRevision(after, newest);
  let last = Math.max(0, after ?? newest);
  for await (const revision of between(last, newest, history)) {
    last = revision.number;
    yield revision;
  }
  for await (const { revision: number } of changes) {
    for await (const revision of between(last, number, history)) yield revision;
    last = Math.max(last, number);
  }
}

const BATCH = 50;

/** Revisions after the one number, up to the other. */
async function* between(after: number, upTo: number, history: HistoryStore): AsyncGenerator<StoredRevision> {
  for (let first = after + 1; first <= upTo; first += BATCH) {
    const size = Math.min(BATCH, upTo - first + 1);
    const numbers = Array.from({ length: size }, (_, index) => first + index);
    const found = await history.revisionsByNumbers(numbers);
    for (const number of numbers) {
      const revision = found.get(number);
      if (revision) yield revision;
    }
  }
}

function unknownRevision(after: number, newest: number): GatewayError {
  return new GatewayError('NOT_FOUND', {
    message: `There is no revision ${after}: the newest is ${newest}. Read the configuration anew and subscribe again.`,
  });
}
