/** Reading the call log. */
import { builder } from '#graphql/builder.ts';
import { Call } from '#graphql/call/call.ts';
import { CallFilterInput, callFilter } from '#graphql/call/call-filter.ts';
import { storeOf } from '#graphql/config/admin-context.ts';
import { connectionOf, PAGE_ARGUMENTS, pageComplexity, readPage, toConnection } from '#graphql/connection.ts';

const CallConnection = connectionOf('Call', Call, { plural: 'calls', counted: false });

builder.queryField('calls', (t) =>
  t.field({
    type: CallConnection,
    description: 'The call log, newest first.',
    args: {
      ...PAGE_ARGUMENTS,
      filter: t.arg({ type: CallFilterInput, description: 'Which calls; all when omitted.' }),
    },
    complexity: pageComplexity,
    async resolve(_root, args, context) {
      const { first, after } = readPage(args);
      const { calls } = storeOf(context);
      const query = { ...callFilter(args.filter), first, after };
      // Who has just made a call looks for it here: what waits to be written is written first.
      await calls.flush();
      return toConnection({ ...(await calls.page(query)), cursorOf: ({ callId }) => callId }, after);
    },
  }),
);

builder.queryField('call', (t) =>
  t.field({
    type: Call,
    nullable: true,
    description: 'One call by its id; null where there is none, or it is still under way.',
    args: { id: t.arg.id({ required: true, description: 'Its id, as in the header x-gatehouse-call-id.' }) },
    async resolve(_root, { id }, context) {
      const { calls } = storeOf(context);
      await calls.flush();
      return (await calls.byIds([id])).get(id) ?? null;
    },
  }),
);
