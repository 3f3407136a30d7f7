/** One GraphQL surface over HTTP: what comes before execution and how errors leave. Resolvers know nothing of it. */
import { type GraphQLSchema, getOperationAST, parse } from 'graphql';
import {
  createGraphQLError,
  createLRUCache,
  createYoga,
  type Plugin,
  useExecutionCancellation,
  type YogaServerInstance,
} from 'graphql-yoga';
import type { AdminSession } from '#core/actor.ts';
import { createContext, type GraphqlContext, type GraphqlDeps, type Visitor } from '#graphql/context.ts';
import { type DocumentLimits, limitRules } from '#graphql/document-limits.ts';
import { limitSubscriptions } from '#graphql/limit-subscriptions.ts';
import { maskError } from '#graphql/mask-error.ts';

/** What is known of an operation before it is read; the caller of Yoga hands it in. */
export interface Arrived {
  readonly visitor: Visitor;
  readonly admin: AdminSession | null;
  readonly requestId: string;
  /** Filled while the operation runs. */
  readonly callIds: string[];
}

export interface YogaOptions {
  readonly schema: GraphQLSchema;
  readonly limits: DocumentLimits;
  readonly endpoint: string;
  readonly maxBodyBytes: number;
  readonly deps: GraphqlDeps;
}

export type GraphqlYoga = YogaServerInstance<{ readonly arrived: Arrived }, GraphqlContext>;

/** A longer document holds its prompts in its text and will not come again. */
const LONGEST_CACHED_DOCUMENT = 10_000;

export function createGraphqlYoga({ schema, limits, endpoint, maxBodyBytes, deps }: YogaOptions): GraphqlYoga {
  const { log } = deps.pipeline;
  return createYoga<{ readonly arrived: Arrived }, GraphqlContext>({
    schema,
    graphqlEndpoint: endpoint,
    // Faults are logged where they are masked, with the id that the caller gets.
    logging: false,
    maskedErrors: { maskError: (error) => maskError(error, log) },
    graphiql: false,
    landingPage: false,
    batching: false,
    multipart: false,
    cors: false,
    maxRequestBodySize: maxBodyBytes,
    parserAndValidationCache: { documentCache: shortDocuments(), errorCache: shortDocuments() },
    context: ({ arrived, request }) => {
      const { visitor, ...rest } = arrived;
      return createContext({ ...visitor, ...rest, signal: request.signal }, deps);
    },
    plugins: [limitDocuments(limits), onlyQueriesByGet, limitSubscriptions, nameCalls, useExecutionCancellation()],
  });
}

function limitDocuments(limits: DocumentLimits): Plugin {
  const rules = limitRules(limits);
  return {
    onParse({ setParseFn }) {
      setParseFn((source: string) => parse(source, { maxTokens: limits.tokens }));
    },
    onValidate({ addValidationRule }) {
      for (const rule of rules) addValidationRule(rule);
    },
  };
}

/** Yoga refuses mutations by GET itself. A subscription may be a call, and a link on any page can make a browser GET. */
const onlyQueriesByGet: Plugin = {
  onParse:
    () =>
    ({ result, context }) => {
      if (context.request?.method !== 'GET' || !('kind' in result)) return;
      if (getOperationAST(result, context.params?.operationName)?.operation !== 'subscription') return;
      const http = { status: 405, headers: { Allow: 'POST' } };
      throw createGraphQLError('A subscription has to come by POST.', {
        extensions: { code: 'METHOD_NOT_ALLOWED', http },
      });
    },
};

const nameCalls: Plugin<object, { readonly arrived: Arrived }> = {
  onResponse({ response, serverContext }) {
    const { callIds } = serverContext.arrived;
    if (callIds.length > 0) response.headers.set('x-gatehouse-call-id', callIds.join(', '));
  },
};

function shortDocuments<Value extends object>() {
  const cache = createLRUCache({ max: 1_000 });
  return {
    get: (text: string) => cache.get(text) as Value | undefined,
    set(text: string, value: Value) {
      if (text.length <= LONGEST_CACHED_DOCUMENT) cache.set(text, value);
    },
  };
}
