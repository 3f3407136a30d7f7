/** Calls and tokens of keys and of consumers: summed for a whole list at once. */
import { ApiKey } from '#graphql/api-key/api-key.ts';
import { builder } from '#graphql/builder.ts';
import { PERIOD_ARGUMENTS, USAGE_COMPLEXITY, UsageTotalsType, usageOfEach } from '#graphql/call/usage-totals.ts';
import { Consumer } from '#graphql/consumer/consumer.ts';

builder.objectField(ApiKey, 'usage', (t) =>
  t.loadable({
    type: UsageTotalsType,
    description: 'Calls and tokens with this key in a period.',
    complexity: USAGE_COMPLEXITY,
    args: { ...PERIOD_ARGUMENTS },
    // Each place in an operation has a period of its own.
    byPath: true,
    load: (ids: string[], context, period) => usageOfEach(ids, 'keyId', period, context),
    resolve: ({ id }) => id,
  }),
);

builder.objectField(Consumer, 'usage', (t) =>
  t.loadable({
    type: UsageTotalsType,
    description: 'Calls and tokens with all keys of this consumer in a period.',
    complexity: USAGE_COMPLEXITY,
    args: { ...PERIOD_ARGUMENTS },
    byPath: true,
    load: (ids: string[], context, period) => usageOfEach(ids, 'consumerId', period, context),
    resolve: ({ id }) => id,
  }),
);
