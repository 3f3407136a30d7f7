/** The query that explains a call. */
import { explainCall } from '#admin/explain/explain-call.ts';
import { builder } from '#graphql/builder.ts';
import { ChainExplanation } from '#graphql/chain/chain-explanation.ts';
import { adminOf } from '#graphql/config/admin-context.ts';

const ChainExplainInput = builder.inputType('ChainExplainInput', {
  description: 'The call to explain.',
  fields: (t) => ({
    apiKeyId: t.id({ description: 'Act as this key; as a caller without one when omitted.' }),
    route: t.string({ description: 'Name of the route; by none when omitted.' }),
    model: t.string({ description: "Name of the model; the route's default when omitted." }),
  }),
});

builder.queryField('chainExplain', (t) =>
  t.field({
    type: ChainExplanation,
    description: 'Which plugins and targets would serve a call, and why. Nothing is run.',
    args: { input: t.arg({ type: ChainExplainInput, required: true, description: 'The call.' }) },
    resolve: (_root, { input: { apiKeyId, route, model } }, context) =>
      explainCall(
        { apiKeyId: apiKeyId ?? undefined, route: route ?? undefined, model: model ?? undefined },
        adminOf(context),
      ),
  }),
);
