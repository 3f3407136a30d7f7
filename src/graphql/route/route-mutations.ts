/** Changing routes. */
import { createRoute } from '#admin/route/create-route.ts';
import { deleteRoute } from '#admin/route/delete-route.ts';
import { updateRoute } from '#admin/route/update-route.ts';
import { builder } from '#graphql/builder.ts';
import { adminOf } from '#graphql/config/admin-context.ts';
import { deletionPayload, resourcePayload } from '#graphql/config/config-payload.ts';
import { CHANGE_ARGUMENTS, WRITE_ARGUMENTS, writeOptions } from '#graphql/config/resource-input.ts';
import { Route } from '#graphql/route/route.ts';
import { RouteCreateInput, RouteUpdateInput } from '#graphql/route/route-input.ts';

const ROUTE = { kind: 'route', field: 'route', type: Route } as const;
const RouteCreatePayload = resourcePayload('RouteCreatePayload', ROUTE);
const RouteUpdatePayload = resourcePayload('RouteUpdatePayload', ROUTE);
const RouteDeletePayload = deletionPayload('RouteDeletePayload');

builder.mutationFields((t) => ({
  routeCreate: t.field({
    type: RouteCreatePayload,
    description: 'Create a route.',
    args: {
      input: t.arg({ type: RouteCreateInput, required: true, description: 'The new route.' }),
      ...WRITE_ARGUMENTS,
    },
    resolve: (_root, { input, options }, context) => createRoute(input, adminOf(context), writeOptions(options)),
  }),
  routeUpdate: t.field({
    type: RouteUpdatePayload,
    description: 'Change a route; omitted fields stay.',
    args: {
      ...CHANGE_ARGUMENTS,
      input: t.arg({ type: RouteUpdateInput, required: true, description: 'Changes.' }),
    },
    resolve: (_root, { id, expectedRevision, input, options }, context) =>
      updateRoute({ id, expectedRevision, input }, adminOf(context), writeOptions(options)),
  }),
  routeDelete: t.field({
    type: RouteDeletePayload,
    description: 'Delete a route that no key names.',
    args: { ...CHANGE_ARGUMENTS },
    resolve: (_root, { id, expectedRevision, options }, context) =>
      deleteRoute({ id, expectedRevision }, adminOf(context), writeOptions(options)),
  }),
}));
