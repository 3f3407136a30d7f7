/** The door `chat`: one whole answer. */
import { foldChat } from '#core/chat/fold.ts';
import { builder, CALL_COMPLEXITY, PUBLIC } from '#graphql/builder.ts';
import { ChatCompletion, type CompletedCall } from '#graphql/chat/chat-completion.ts';
import { ERROR_TYPES, errorTypeOf } from '#graphql/chat/chat-error.ts';
import { ChatInput } from '#graphql/chat/chat-input.ts';
import { decodeChat } from '#graphql/chat/decode-chat.ts';
import { FailedCall } from '#graphql/chat/failed-call.ts';
import { callOf } from '#graphql/context.ts';

export const ChatResult = builder.unionType('ChatResult', {
  description: 'Outcome of a chat call.',
  subGraphs: PUBLIC,
  types: [ChatCompletion, ...ERROR_TYPES],
  resolveType: (outcome) => (outcome instanceof FailedCall ? errorTypeOf(outcome) : 'ChatCompletion'),
});

builder.mutationField('chat', (t) =>
  t.field({
    type: ChatResult,
    description:
      'Ask a model. Runs the plugin chain of the key, model and route, once per field: aliased fields are separate calls, one after another, at most 10 of them.',
    subGraphs: PUBLIC,
    skipTypeScopes: true,
    complexity: CALL_COMPLEXITY,
    args: { input: t.arg({ type: ChatInput, required: true, description: 'The request.' }) },
    gateway: { door: 'graphql', decode: decodeChat },
    async resolve(_root, _args, context): Promise<CompletedCall> {
      const call = callOf(context);
      return { call, result: await foldChat(call.run.events) };
    },
  }),
);
