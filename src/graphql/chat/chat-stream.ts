/** The door `chatStream`: the same answer as `chat`, in pieces. */
import { builder, CALL_COMPLEXITY, PUBLIC } from '#graphql/builder.ts';
import { ChatInput } from '#graphql/chat/chat-input.ts';
import { ChatStreamEvent } from '#graphql/chat/chat-stream-event.ts';
import { decodeChat } from '#graphql/chat/decode-chat.ts';
import { streamEvents } from '#graphql/chat/stream-events.ts';
import { callOf } from '#graphql/context.ts';

builder.subscriptionField('chatStream', (t) =>
  t.field({
    type: ChatStreamEvent,
    description: 'Ask a model and receive the answer in pieces. The last event is ChatFinished or ChatFailed.',
    subGraphs: PUBLIC,
    skipTypeScopes: true,
    complexity: CALL_COMPLEXITY,
    args: { input: t.arg({ type: ChatInput, required: true, description: 'The request.' }) },
    gateway: { door: 'graphql-stream', decode: decodeChat },
    subscribe(_root, _args, context) {
      const call = callOf(context);
      const { log } = context.deps.pipeline;
      return streamEvents(call, (error) => log.error('A gateway field failed.', { callId: call.callId, error }));
    },
    resolve: (event) => event,
  }),
);
