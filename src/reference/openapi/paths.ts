/** Every path of the HTTP doors, with what goes in and what comes out. */
import { ERROR_CODES, ERROR_FACTS, type ErrorCode } from '#core/error/codes.ts';
import type { JsonObject } from '#core/json.ts';
import { text } from '#reference/openapi/schemas.ts';

export function openapiPaths(): JsonObject {
  const chat = {
    tags: ['Chat'],
    parameters: [STRICT],
    requestBody: { required: true, content: { 'application/json': { schema: ref('ChatRequest') } } },
  };
  return {
    '/v1/chat/completions': {
      post: {
        ...chat,
        operationId: 'createChatCompletion',
        summary: 'Ask a model.',
        security: [{ key: [] }],
        responses: { 200: CHAT_ANSWER, ...openaiErrors(without('METHOD_NOT_ALLOWED', 'NOT_FOUND')) },
      },
    },
    '/v1/responses': {
      post: {
        tags: ['Chat'],
        operationId: 'createResponse',
        summary: 'Ask a model for a response; nothing is kept of it.',
        parameters: [STRICT],
        requestBody: { required: true, content: { 'application/json': { schema: ref('ResponseRequest') } } },
        security: [{ key: [] }],
        responses: { 200: RESPONSE_ANSWER, ...openaiErrors(without('METHOD_NOT_ALLOWED', 'NOT_FOUND')) },
      },
    },
    '/v1/completions': {
      post: {
        tags: ['Chat'],
        operationId: 'createCompletion',
        summary: 'Ask a model that chats to go on from a text.',
        parameters: [STRICT],
        requestBody: { required: true, content: { 'application/json': { schema: ref('CompletionRequest') } } },
        security: [{ key: [] }],
        responses: { 200: TEXT_ANSWER, ...openaiErrors(without('METHOD_NOT_ALLOWED', 'NOT_FOUND')) },
      },
    },
    '/v1/messages': {
      post: {
        tags: ['Chat'],
        operationId: 'createMessage',
        summary: 'Ask a model in the words of Anthropic.',
        parameters: [STRICT],
        requestBody: { required: true, content: { 'application/json': { schema: ref('MessageRequest') } } },
        security: [{ key: [] }],
        responses: { 200: MESSAGE_ANSWER, ...anthropicErrors(without('METHOD_NOT_ALLOWED', 'NOT_FOUND')) },
      },
    },
    '/v1/messages/count_tokens': {
      post: {
        tags: ['Chat'],
        operationId: 'countTokens',
        summary: 'Estimate how large a request is.',
        requestBody: { required: true, content: { 'application/json': { schema: ref('TokenCountRequest') } } },
        security: [{ key: [] }],
        responses: {
          200: json('The estimate.', 'TokenCount'),
          ...anthropicErrors([
            'INVALID_REQUEST',
            'UNAUTHENTICATED',
            'MODEL_NOT_FOUND',
            'REQUEST_TOO_LARGE',
            'UNSUPPORTED_MEDIA_TYPE',
            'INTERNAL',
          ]),
        },
      },
    },
    '/v1/embeddings': {
      post: {
        tags: ['Embeddings'],
        operationId: 'createEmbeddings',
        summary: 'Turn texts into vectors.',
        parameters: [STRICT],
        requestBody: { required: true, content: { 'application/json': { schema: ref('EmbeddingRequest') } } },
        security: [{ key: [] }],
        responses: {
          200: { ...json('The vectors.', 'EmbeddingList'), headers: CALL_HEADERS },
          ...openaiErrors(without('METHOD_NOT_ALLOWED', 'NOT_FOUND', 'STREAM_INTERRUPTED')),
        },
      },
    },
    '/v1/models': {
      get: {
        tags: ['Models'],
        operationId: 'listModels',
        summary: 'Models that the key may use.',
        security: [{ key: [] }],
        responses: { 200: json('The models.', 'ModelList'), ...openaiErrors(['UNAUTHENTICATED']) },
      },
    },
    '/v1/models/{name}': {
      parameters: [pathParameter('name', 'Name of the model.')],
      get: {
        tags: ['Models'],
        operationId: 'getModel',
        summary: 'One model that the key may use.',
        security: [{ key: [] }],
        responses: { 200: json('The model.', 'Model'), ...openaiErrors(['UNAUTHENTICATED', 'MODEL_NOT_FOUND']) },
      },
    },
    '/{route}': {
      parameters: [pathParameter('route', 'Path of a route, such as test or team/test.')],
      post: {
        ...chat,
        operationId: 'callRoute',
        summary: 'Call a route.',
        description:
          'Administrators give routes their paths, such as /test. A route may bring the model, and may let callers in without a key.',
        security: [{ key: [] }, {}],
        responses: { 200: CHAT_ANSWER, ...openaiErrors(without()) },
      },
    },
    '/healthz': { get: health('getHealth', 'Does the process run?', { 200: json('It does.', 'Health') }) },
    '/readyz': {
      get: health('getReadiness', 'Should calls come here?', {
        200: json('They should.', 'Readiness'),
        503: json('They should go elsewhere.', 'Readiness'),
      }),
    },
    ...adminPaths(),
  };
}

function adminPaths(): JsonObject {
  const tags = ['Administrators'];
  const signedOut = { 204: { description: 'Done.', headers: { 'set-cookie': header('The session, or its end.') } } };
  return {
    '/admin/login': {
      get: {
        tags,
        operationId: 'showLoginPage',
        summary: 'The page of signing in.',
        responses: { 200: { description: 'The page.', content: { 'text/html': { schema: text('HTML.') } } } },
      },
      post: {
        tags,
        operationId: 'signIn',
        summary: 'Sign in with the token of a login link, which works once.',
        requestBody: { required: true, content: { 'application/json': { schema: ref('Login') } } },
        responses: {
          ...signedOut,
          ...gatewayErrors([
            'INVALID_REQUEST',
            'UNAUTHENTICATED',
            'FORBIDDEN',
            'REQUEST_TOO_LARGE',
            'UNSUPPORTED_MEDIA_TYPE',
            'RATE_LIMITED',
            'STORE_UNAVAILABLE',
          ]),
        },
      },
    },
    '/admin/logout': {
      post: {
        tags,
        operationId: 'signOut',
        summary: 'End the session of the cookie.',
        responses: { ...signedOut, ...gatewayErrors(['FORBIDDEN', 'STORE_UNAVAILABLE']) },
      },
    },
  };
}

export function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

function json(description: string, schema: string): JsonObject {
  return { description, content: { 'application/json': { schema: ref(schema) } } };
}

function header(description: string): JsonObject {
  return { description, schema: { type: 'string' } };
}

function pathParameter(name: string, description: string): JsonObject {
  return { name, in: 'path', required: true, description, schema: { type: 'string' } };
}

function health(operationId: string, summary: string, responses: JsonObject): JsonObject {
  return { tags: ['Health'], operationId, summary, responses };
}

const STRICT: JsonObject = {
  name: 'x-gatehouse-strict',
  in: 'header',
  description: 'true refuses the call where no target can take all of its settings, in place of warnings.',
  schema: { type: 'string' },
};

const CALL_HEADERS: JsonObject = {
  'x-gatehouse-call-id': header('Id of the call.'),
  'x-gatehouse-model': header('Name of the model that was asked.'),
  'x-gatehouse-cache': header('What the cache did, where the chain has one.'),
  'x-gatehouse-warnings': header('Settings that the provider could not take, where there are any.'),
  'ratelimit-limit': header('The narrowest limit that applies.'),
  'ratelimit-remaining': header('What is left of it.'),
  'ratelimit-reset': header('Seconds until it is whole again.'),
};

const CHAT_ANSWER: JsonObject = {
  description:
    'The answer: one JSON object, or events (`data: <ChatChunk>`) that end with `data: [DONE]`. A stream that breaks off ends with an error object and without `[DONE]`.',
  headers: CALL_HEADERS,
  content: { 'application/json': { schema: ref('ChatCompletion') }, 'text/event-stream': { schema: ref('ChatChunk') } },
};

const RESPONSE_ANSWER: JsonObject = {
  description:
    'The answer: one JSON object, or events (`event: <type>`, `data: <ResponseEvent>`) that end with the whole response. A stream that breaks off ends with the event `error`.',
  headers: CALL_HEADERS,
  content: { 'application/json': { schema: ref('Response') }, 'text/event-stream': { schema: ref('ResponseEvent') } },
};

const MESSAGE_ANSWER: JsonObject = {
  description:
    'The answer: one JSON object, or events (`event: <type>`, `data: <MessageEvent>`) that end with `message_stop`. A stream that breaks off ends with the event `error`.',
  headers: { ...CALL_HEADERS, 'request-id': header('Id of the call too.') },
  content: { 'application/json': { schema: ref('Message') }, 'text/event-stream': { schema: ref('MessageEvent') } },
};

const TEXT_ANSWER: JsonObject = {
  description:
    'The answer: one JSON object, or events (`data: <TextCompletion>`) that end with `data: [DONE]`. A stream that breaks off ends with an error object and without `[DONE]`.',
  headers: CALL_HEADERS,
  content: {
    'application/json': { schema: ref('TextCompletion') },
    'text/event-stream': { schema: ref('TextCompletion') },
  },
};

/** What a chat call may end with. Nobody is there any more to read CANCELLED, and calls need no store. */
function without(...codes: readonly ErrorCode[]): readonly ErrorCode[] {
  const never: readonly ErrorCode[] = ['CANCELLED', 'MISDIRECTED', 'STORE_UNAVAILABLE', ...codes];
  return ERROR_CODES.filter((code) => !never.includes(code));
}

function openaiErrors(codes: readonly ErrorCode[]): JsonObject {
  return errorResponses(codes, 'OpenaiError');
}

function anthropicErrors(codes: readonly ErrorCode[]): JsonObject {
  return errorResponses(codes, 'AnthropicError');
}

function gatewayErrors(codes: readonly ErrorCode[]): JsonObject {
  return errorResponses(codes, 'GatewayError');
}

/** One response a status, with all codes that have it. */
function errorResponses(codes: readonly ErrorCode[], schema: string): JsonObject {
  const byStatus = Map.groupBy(codes, (code) => ERROR_FACTS[code].status);
  return Object.fromEntries([...byStatus].map(([status, names]) => [status, json(names.join(', '), schema)]));
}
