/** How a call can fail, as types. The table of errors says which code is which type; no list of codes is kept here. */

import { ERROR_FACTS, type ErrorCode, type GraphqlErrorType } from '#core/error/codes.ts';
import type { InputIssue } from '#core/error/gateway-error.ts';
import { builder, PUBLIC } from '#graphql/builder.ts';
import { AttemptSummary, GuardrailFindingType, RateLimitStateType, seenAttempts } from '#graphql/chat/call-report.ts';
import type { FailedCall } from '#graphql/chat/failed-call.ts';

const CODES = Object.entries(ERROR_FACTS).map(([code, { help }]) => [
  code,
  { value: code as ErrorCode, description: help },
]);

export const GatewayErrorCode = builder.enumType('GatewayErrorCode', {
  description: 'Stable error codes, the same at every door.',
  subGraphs: PUBLIC,
  values: Object.fromEntries(CODES) as Record<ErrorCode, { value: ErrorCode; description: string }>,
});

export const GatewayErrorInterface = builder.interfaceRef<FailedCall>('GatewayError').implement({
  description:
    'Every expected refusal or failure of a call. Select `... on GatewayError` in each result union: new error types may appear and always implement this interface.',
  subGraphs: PUBLIC,
  resolveType: errorTypeOf,
  fields: (t) => ({
    code: t.field({
      type: GatewayErrorCode,
      description: 'Stable machine code, the same at every door.',
      resolve: ({ error }) => error.code,
    }),
    message: t.string({
      description: 'Explanation for people, without secrets or upstream text.',
      resolve: ({ error }) => error.message,
    }),
    callId: t.id({
      description: 'Id of the call, to quote to support; also in the x-gatehouse-call-id header.',
      resolve: ({ call }) => call.callId,
    }),
    retryable: t.boolean({
      description: 'True when the same call may succeed later.',
      resolve: ({ error }) => error.facts.repeatable,
    }),
    retryAfter: t.field({
      type: 'Duration',
      nullable: true,
      description: 'How long to wait before trying again.',
      resolve: ({ error }) => error.details.retryAfterMs ?? null,
    }),
  }),
});

const InputIssueType = builder.objectRef<InputIssue>('InputIssue').implement({
  description: 'A problem with one input field.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    path: t.field({
      type: ['String'],
      description: 'Path from the `input` argument, such as ["messages", "0", "content"].',
      resolve: ({ path }) => [...path],
    }),
    message: t.exposeString('message', { description: 'What is wrong.' }),
    code: t.exposeString('code', { description: 'Machine code of the rule that failed.' }),
  }),
});

const Unauthenticated = errorType(
  'UnauthenticatedError',
  'The key is missing, unknown, revoked or expired; which of these is not told.',
);

const Forbidden = errorType('ForbiddenError', 'The key may not do this.');
builder.objectField(Forbidden, 'missing', (t) =>
  t.string({
    nullable: true,
    description: 'Permission that is missing, such as route:test.',
    resolve: ({ error }) => error.details.missing ?? null,
  }),
);

const InvalidRequest = errorType('InvalidRequestError', 'One or more fields of the request are not acceptable.');
builder.objectField(InvalidRequest, 'issues', (t) =>
  t.field({
    type: [InputIssueType],
    description: 'Every problem found, in input order.',
    resolve: ({ error }) => [...(error.details.issues ?? [])],
  }),
);

const RateLimited = errorType('RateLimitedError', 'A rate limit was reached.');
builder.objectField(RateLimited, 'limit', (t) =>
  t.field({
    type: RateLimitStateType,
    nullable: true,
    description: 'The limit that refused the call.',
    resolve: ({ error }) => error.details.limit ?? null,
  }),
);

const GuardrailBlocked = errorType('GuardrailBlockedError', 'A guardrail plugin refused the prompt or the answer.');
builder.objectField(GuardrailBlocked, 'findings', (t) =>
  t.field({
    type: [GuardrailFindingType],
    description: 'What the guardrail found; matched text is never included.',
    resolve: ({ error, call }) => [...(error.details.findings ?? call.run.report.findings)],
  }),
);

const ProviderFailed = errorType('ProviderError', 'A provider failed, or all targets of the model did.');
builder.objectFields(ProviderFailed, (t) => ({
  attempts: t.field({
    type: [AttemptSummary],
    description: 'Every upstream attempt that was made.',
    resolve: ({ call }) => seenAttempts(call),
  }),
  upstreamStatus: t.int({
    nullable: true,
    description: 'HTTP status of the last attempt, when there was one.',
    resolve: ({ error }) => error.details.upstreamStatus ?? null,
  }),
}));

const Fault = errorType('GatewayFault', 'Any other expected failure; read `code`.');

export const ERROR_TYPES = [
  Unauthenticated,
  Forbidden,
  InvalidRequest,
  RateLimited,
  GuardrailBlocked,
  ProviderFailed,
  Fault,
] as const;

export function errorTypeOf({ error }: FailedCall): GraphqlErrorType {
  return error.facts.graphqlType;
}

function errorType(name: GraphqlErrorType, description: string) {
  return builder
    .objectRef<FailedCall>(name)
    .implement({ description, subGraphs: PUBLIC, interfaces: [GatewayErrorInterface] });
}
