/** What a call has to do with: each found by id for a whole page at once, and null where it was deleted since. */
import { ApiKey } from '#graphql/api-key/api-key.ts';
import { builder } from '#graphql/builder.ts';
import { Call } from '#graphql/call/call.ts';
import { readersOf } from '#graphql/config/admin-context.ts';
import { Consumer } from '#graphql/consumer/consumer.ts';
import { Route } from '#graphql/route/route.ts';

builder.objectFields(Call, (t) => ({
  apiKey: t.loadable({
    type: ApiKey,
    nullable: true,
    description: 'Key used; null where the caller had none.',
    load: async (ids: string[], context) => orNull(ids, await readersOf(context).apiKeys.byIds(ids)),
    resolve: ({ keyId }) => keyId,
  }),
  consumer: t.loadable({
    type: Consumer,
    nullable: true,
    description: 'Consumer whose key it was; null where it was deleted since.',
    load: async (ids: string[], context) => orNull(ids, await readersOf(context).consumers.byIds(ids)),
    resolve: ({ consumerId }) => consumerId,
  }),
  route: t.loadable({
    type: Route,
    nullable: true,
    description: 'Route it came in by; null where it named none, or the route was deleted since.',
    load: async (ids: string[], context) => orNull(ids, await readersOf(context).routes.byIds(ids)),
    resolve: ({ routeId }) => routeId,
  }),
}));

function orNull<Row>(ids: readonly string[], found: ReadonlyMap<string, Row>): (Row | null)[] {
  return ids.map((id) => found.get(id) ?? null);
}
