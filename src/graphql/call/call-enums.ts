/** Words that say where a call came in and how it ended. */
import type { CallStatus } from '#core/call-record.ts';
import type { Door } from '#core/plugin.ts';
import { enumOf } from '#graphql/enum.ts';

export const DoorEnum = enumOf<Door>('Door', {
  description: 'Doors of the gateway.',
  members: {
    openai: 'OpenAI-compatible HTTP.',
    'openai-responses': 'OpenAI-compatible HTTP, `/v1/responses`.',
    'openai-completions': 'OpenAI-compatible HTTP, `/v1/completions`.',
    'openai-embeddings': 'OpenAI-compatible HTTP, `/v1/embeddings`.',
    anthropic: 'Anthropic-compatible HTTP.',
    route: 'A named route.',
    graphql: 'GraphQL mutation.',
    'graphql-stream': 'GraphQL subscription.',
    'graphql-embed': 'GraphQL mutation for embeddings.',
  },
});

export const CallStatusEnum = enumOf<CallStatus>('CallStatus', {
  description: 'How a call ended.',
  members: {
    succeeded: 'Answered.',
    failed: 'Failed.',
    refused: 'Refused by a limit, a guardrail or a permission, or because the request was not valid.',
    canceled: 'The caller left.',
  },
});
