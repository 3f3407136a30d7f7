/** Reading the call log. */
import { builder } from '#graphql/builder.ts';
import { Call } from '#graphql/call/call.ts';
import { CallFilterInput, callFilter } from '#graphql/call/call-filter.ts';
import { latestCalls } from '#graphql/call/latest-calls.ts';
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
      const query = { ...callFilter(args.filter), first, after };
      const calls = await latestCalls(context);
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
      const calls = await latestCalls(context);
      return (await calls.byIds([id])).get(id) ?? null;
    },
  }),
);
