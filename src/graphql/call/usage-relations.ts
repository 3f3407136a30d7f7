/** Calls and tokens of a key and of a consumer. */
import { ApiKey } from '#graphql/api-key/api-key.ts';
import { builder } from '#graphql/builder.ts';
import { PERIOD_ARGUMENTS, USAGE_COMPLEXITY, UsageTotalsType, usageIn } from '#graphql/call/usage-totals.ts';
import { Consumer } from '#graphql/consumer/consumer.ts';

builder.objectField(ApiKey, 'usage', (t) =>
  t.field({
    type: UsageTotalsType,
    description: 'Calls and tokens with this key in a period. Summed key by key: ask for it of few at a time.',
    complexity: USAGE_COMPLEXITY,
    args: { ...PERIOD_ARGUMENTS },
    resolve: ({ id }, period, context) => usageIn(period, { keyId: id }, context),
  }),
);

builder.objectField(Consumer, 'usage', (t) =>
  t.field({
    type: UsageTotalsType,
    description:
      'Calls and tokens with all keys of this consumer in a period. Summed one by one: ask for few at a time.',
    complexity: USAGE_COMPLEXITY,
    args: { ...PERIOD_ARGUMENTS },
    resolve: ({ id }, period, context) => usageIn(period, { consumerId: id }, context),
  }),
);
