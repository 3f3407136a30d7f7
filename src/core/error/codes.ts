/** Every way Gatehouse can refuse or fail, as data. Doors, docs and tests read this table; none keeps its own. */

export interface ErrorFacts {
  /** HTTP status at every HTTP door. */
  readonly status: number;
  /** `error.type` and `error.code` of an OpenAI error body. */
  readonly openaiType: string;
  readonly openaiCode: string | null;
  /** The member of GraphQL's `ChatResult` that carries it. */
  readonly graphqlType: GraphqlErrorType;
  /** May the pipeline go on to the next target? */
  readonly retry: 'no' | 'next-target';
  /** May the same call succeed if the caller repeats it later? */
  readonly repeatable: boolean;
  /** How a call that ends so is counted: refused by us on purpose, or failed. */
  readonly outcome: 'refused' | 'failed' | 'canceled';
  /** Shown to the caller where the thrower gave no public message. */
  readonly message: string;
  /** What it means and what to do, for the reference page. */
  readonly help: string;
}

export type GraphqlErrorType =
  | 'UnauthenticatedError'
  | 'ForbiddenError'
  | 'InvalidRequestError'
  | 'RateLimitedError'
  | 'GuardrailBlockedError'
  | 'ProviderError'
  | 'GatewayFault';

const INVALID = { openaiType: 'invalid_request_error', retry: 'no', repeatable: false, outcome: 'refused' } as const;
const OURS = {
  openaiType: 'server_error',
  openaiCode: null,
  graphqlType: 'GatewayFault',
  retry: 'no',
  outcome: 'failed',
} as const;
const UPSTREAM = {
  openaiType: 'server_error',
  openaiCode: null,
  graphqlType: 'ProviderError',
  retry: 'next-target',
  repeatable: true,
  outcome: 'failed',
} as const;

export const ERROR_FACTS = {
  INVALID_REQUEST: {
    ...INVALID,
    status: 400,
    openaiCode: null,
    graphqlType: 'InvalidRequestError',
    message: 'The request is not valid.',
    help: 'The body has the wrong form. The message names the field; nothing was sent to a provider.',
  },
  SETTING_UNSUPPORTED: {
    ...INVALID,
    status: 400,
    openaiCode: null,
    graphqlType: 'InvalidRequestError',
    retry: 'next-target',
    message: 'The provider cannot take a setting of the request.',
    help: 'The call asked to be strict (header `x-gatehouse-strict: true`), and no target could take all of its settings. The message names them. Without that wish they are left out, and warnings say so.',
  },
  CONTEXT_TOO_LONG: {
    ...INVALID,
    status: 400,
    openaiCode: 'context_length_exceeded',
    graphqlType: 'ProviderError',
    retry: 'next-target',
    outcome: 'failed',
    message: 'The prompt is too long for this model.',
    help: 'Shorten the conversation or ask a model with a longer window.',
  },
  GUARDRAIL_BLOCKED: {
    ...INVALID,
    status: 400,
    openaiCode: 'content_filter',
    graphqlType: 'GuardrailBlockedError',
    message: 'The content was refused by a guardrail.',
    help: 'A guardrail plugin of the chain refused the prompt or the answer. The matched text is never repeated.',
  },
  UNAUTHENTICATED: {
    ...INVALID,
    status: 401,
    openaiCode: 'invalid_api_key',
    graphqlType: 'UnauthenticatedError',
    message: 'The API key is missing or not valid. Send it as "Authorization: Bearer <key>".',
    help: 'No key, or one that is unknown, paused, revoked or expired; which of these is not told.',
  },
  FORBIDDEN: {
    ...INVALID,
    status: 403,
    openaiType: 'permission_error',
    openaiCode: null,
    graphqlType: 'ForbiddenError',
    message: 'This key may not do that.',
    help: 'The key is good but lacks the permission. An administrator can change what it may use.',
  },
  MODEL_NOT_FOUND: {
    ...INVALID,
    status: 404,
    openaiCode: 'model_not_found',
    graphqlType: 'GatewayFault',
    message: 'No such model, or this key has no access to it.',
    help: 'Ask GET /v1/models or the query `models` which names the key may use.',
  },
  NOT_FOUND: {
    ...INVALID,
    status: 404,
    openaiCode: null,
    graphqlType: 'GatewayFault',
    message: 'There is nothing at this address.',
    help: 'The path is neither a door of the gateway nor the path of a route.',
  },
  METHOD_NOT_ALLOWED: {
    ...INVALID,
    status: 405,
    openaiCode: null,
    graphqlType: 'GatewayFault',
    message: 'This address does not take that method.',
    help: 'The Allow header of the answer names the methods that work.',
  },
  REQUEST_TOO_LARGE: {
    ...INVALID,
    status: 413,
    openaiCode: null,
    graphqlType: 'GatewayFault',
    message: 'The request body is too large.',
    help: 'Send less, or have the limit raised (GATEHOUSE_MAX_BODY_BYTES).',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    ...INVALID,
    status: 415,
    openaiCode: null,
    graphqlType: 'GatewayFault',
    message: 'Send the body as uncompressed application/json.',
    help: 'The content type or content encoding is not one that the door reads.',
  },
  MISDIRECTED: {
    ...INVALID,
    status: 421,
    openaiCode: null,
    graphqlType: 'GatewayFault',
    message: 'This server does not answer for that host name (GATEHOUSE_ALLOWED_HOSTS).',
    help: 'Use a name that the gateway knows as its own (GATEHOUSE_ALLOWED_HOSTS).',
  },
  RATE_LIMITED: {
    ...INVALID,
    status: 429,
    openaiType: 'rate_limit_error',
    openaiCode: 'rate_limit_exceeded',
    graphqlType: 'RateLimitedError',
    repeatable: true,
    message: 'A rate limit of this gateway was reached.',
    help: 'Wait as long as Retry-After says. RateLimit-* headers show every limit that applies.',
  },
  CANCELLED: {
    ...OURS,
    status: 499,
    repeatable: true,
    outcome: 'canceled',
    message: 'The caller went away.',
    help: 'The client closed the connection, so the call was stopped at the provider too.',
  },
  INTERNAL: {
    ...OURS,
    status: 500,
    repeatable: true,
    message: 'Something went wrong inside the gateway.',
    help: 'A fault of the gateway. Quote the call id to its operator.',
  },
  PLUGIN_FAILED: {
    ...OURS,
    status: 500,
    repeatable: true,
    message: 'A plugin of the gateway failed.',
    help: 'A plugin threw or took too long and its chain entry says to fail closed.',
  },
  STORE_UNAVAILABLE: {
    ...OURS,
    status: 503,
    repeatable: true,
    message: 'The configuration store is not available now.',
    help: 'Calls go on with the last configuration; changes of it have to wait.',
  },
  OVERLOADED: {
    ...OURS,
    status: 503,
    repeatable: true,
    message: 'The gateway is stopping or has too much to do.',
    help: 'Try again, at another process where there is one.',
  },
  PROVIDER_REJECTED: {
    ...UPSTREAM,
    status: 400,
    openaiType: 'invalid_request_error',
    retry: 'no',
    repeatable: false,
    message: 'The provider did not accept the request.',
    help: 'The vendor refused the parameters. Its own words are in the message where they are safe to show.',
  },
  PROVIDER_RATE_LIMITED: {
    ...UPSTREAM,
    status: 429,
    openaiType: 'rate_limit_error',
    openaiCode: 'rate_limit_exceeded',
    message: 'The provider is limiting this gateway.',
    help: 'The vendor answered 429 and no other target could take the call.',
  },
  PROVIDER_CREDENTIAL: {
    ...UPSTREAM,
    status: 502,
    message: 'The provider refused the credential of the gateway.',
    help: 'An administrator has to replace or enable a credential of the provider.',
  },
  PROVIDER_UNAVAILABLE: {
    ...UPSTREAM,
    status: 502,
    message: 'The provider is not available.',
    help: 'The connection failed, or the vendor answered with a server error.',
  },
  PROVIDER_PROTOCOL: {
    ...UPSTREAM,
    status: 502,
    message: 'The provider answered in a way the gateway does not understand.',
    help: 'The answer was not what the vendor documents: HTML, broken JSON, a missing field.',
  },
  STREAM_INTERRUPTED: {
    ...UPSTREAM,
    status: 502,
    message: 'The answer of the provider broke off.',
    help: 'The stream ended without its end. What arrived before it was handed on.',
  },
  TIMEOUT: {
    ...UPSTREAM,
    status: 504,
    message: 'The answer took too long.',
    help: 'A time limit of the provider or the deadline of the call passed.',
  },
} as const satisfies Record<string, ErrorFacts>;

export type ErrorCode = keyof typeof ERROR_FACTS;

export const ERROR_CODES = Object.keys(ERROR_FACTS) as readonly ErrorCode[];
