/** The HTTP doors as an OpenAPI document. See https://spec.openapis.org/oas/v3.1.1.html. */
import { stringify } from 'yaml';
import type { JsonObject } from '#core/json.ts';
import type { GeneratedFile } from '#reference/generated-file.ts';
import * as answers from '#reference/openapi/chat-answer.ts';
import { CHAT_REQUEST } from '#reference/openapi/chat-request.ts';
import { COMPLETION_REQUEST, TEXT_COMPLETION } from '#reference/openapi/completions.ts';
import { EMBEDDING_LIST, EMBEDDING_REQUEST } from '#reference/openapi/embeddings.ts';
import * as messages from '#reference/openapi/messages.ts';
import { openapiPaths } from '#reference/openapi/paths.ts';
import { RESPONSE, RESPONSE_EVENT, RESPONSE_REQUEST } from '#reference/openapi/responses.ts';
import { object, text } from '#reference/openapi/schemas.ts';

const DOCUMENT: JsonObject = {
  openapi: '3.1.1',
  info: {
    title: 'Gatehouse',
    version: '1',
    description:
      'The HTTP doors of the gateway. The GraphQL doors are /graphql and /admin/graphql; their contracts are public.graphql and gatehouse.graphql beside this file.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: 'http://127.0.0.1:8080', description: 'Where it listens unless it is told otherwise.' }],
  tags: [
    { name: 'Chat', description: 'Ask a model.' },
    { name: 'Embeddings', description: 'Turn texts into vectors.' },
    { name: 'Models', description: 'What may be asked.' },
    { name: 'Health', description: 'For whoever runs the gateway.' },
    { name: 'Administrators', description: 'Signing in and out.' },
  ],
  paths: openapiPaths(),
  components: {
    securitySchemes: {
      key: {
        type: 'http',
        scheme: 'bearer',
        description: 'A key of the gateway: `gh_live_…`. `x-api-key` is read too.',
      },
    },
    schemas: {
      ChatRequest: CHAT_REQUEST,
      ChatCompletion: answers.CHAT_COMPLETION,
      ChatChunk: answers.CHAT_CHUNK,
      ResponseRequest: RESPONSE_REQUEST,
      Response: RESPONSE,
      ResponseEvent: RESPONSE_EVENT,
      CompletionRequest: COMPLETION_REQUEST,
      TextCompletion: TEXT_COMPLETION,
      MessageRequest: messages.MESSAGE_REQUEST,
      Message: messages.MESSAGE,
      MessageEvent: messages.MESSAGE_EVENT,
      TokenCountRequest: messages.TOKEN_COUNT_REQUEST,
      TokenCount: messages.TOKEN_COUNT,
      EmbeddingRequest: EMBEDDING_REQUEST,
      EmbeddingList: EMBEDDING_LIST,
      Model: answers.MODEL,
      ModelList: answers.MODEL_LIST,
      Health: answers.HEALTH,
      Readiness: answers.READINESS,
      Login: object('A login link that is redeemed.', { token: text('What stands behind #token= in the link.') }, [
        'token',
      ]),
      OpenaiError: answers.OPENAI_ERROR,
      AnthropicError: messages.ANTHROPIC_ERROR,
      GatewayError: answers.GATEWAY_ERROR,
    },
  },
};

export function openapiFile(): GeneratedFile {
  // Aliases would save lines and cost readers.
  return { path: 'schema/openapi.yaml', text: stringify(DOCUMENT, { aliasDuplicateObjects: false, lineWidth: 120 }) };
}
