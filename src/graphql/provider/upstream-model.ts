/** Models at a vendor, as a type, and the query that asks for them. */
import { listUpstreamModels } from '#admin/upstream-model/list-upstream-models.ts';
import type { UpstreamModel } from '#admin/upstream-model/upstream-model.ts';
import { builder } from '#graphql/builder.ts';
import { adminOf } from '#graphql/config/admin-context.ts';
import { describeModels } from '#graphql/price/describe-models.ts';

export const UpstreamModelType = builder.objectRef<UpstreamModel>('UpstreamModel').implement({
  description: 'A model that a vendor has, with what is known of it.',
  fields: (t) => ({
    name: t.exposeString('name', { description: "Name at the provider, to use as a target's upstreamModel." }),
  }),
});

describeModels(UpstreamModelType, ({ facts }) => facts);

/** It waits for another server. */
const LIST_COMPLEXITY = 50;

builder.queryField('upstreamModels', (t) =>
  t.field({
    type: [UpstreamModelType],
    description:
      'Models of a provider, by name: the vendor is asked now. Where it has no list, names that its kind is known to have.',
    complexity: { field: LIST_COMPLEXITY },
    args: {
      providerId: t.arg.id({ required: true, description: 'A stored provider.' }),
      search: t.arg.string({ description: 'Part of a name.' }),
    },
    resolve: async (_root, args, context) => [...(await listUpstreamModels(args, adminOf(context), context.signal))],
  }),
);
