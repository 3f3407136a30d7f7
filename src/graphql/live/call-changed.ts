/** The subscription `callChanged`: calls as they end. */
import { builder } from '#graphql/builder.ts';
import { Call } from '#graphql/call/call.ts';
import { CallFilterInput, callFilter, isWanted } from '#graphql/call/call-filter.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { follow, heard } from '#graphql/live/follow.ts';

/** Calls that may wait for one reader, each some kilobytes. */
const CAPACITY = 500;

builder.subscriptionField('callChanged', (t) =>
  t.field({
    type: Call,
    description: `Calls as they end. More than ${CAPACITY} that nobody reads end it with the error OVERLOADED.`,
    args: { filter: t.arg({ type: CallFilterInput, description: 'Which calls; all when omitted.' }) },
    subscribe(_root, args, context: GraphqlContext) {
      const filter = callFilter(args.filter);
      return follow(context, (signal) =>
        context.deps.events.subscribe('call-ended', {
          capacity: CAPACITY,
          whenFull: 'end',
          wants: ({ record }) => isWanted(record, filter),
          signal,
        }),
      );
    },
    resolve: (followed) => heard(followed).record,
  }),
);
