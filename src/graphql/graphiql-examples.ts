/** The operations that GraphiQL opens with: each works as it stands, or says in a comment what it needs. */
import {
  CALLS,
  CALLS_LIVE,
  CHAIN_SET,
  CONFIGURED,
  QUICK_START,
  TEST_CONNECTION,
} from '#graphql/graphiql-examples-admin.ts';

interface Example {
  readonly query: string;
  readonly headers?: string;
}

const KEY_HEADERS = '{\n  "authorization": "Bearer gh_live_…"\n}';

const CHAT = `# One call through the route "test" and its plugins.
# A route with access KEY needs your key under "Headers".
mutation Chat {
  chat(
    input: {
      route: "test"
      messages: [{ role: USER, content: "How does an AI gateway work?" }]
    }
  ) {
    ... on ChatCompletion {
      id
      text
      usage {
        inputTokens
        outputTokens
      }
    }
    ... on GatewayError {
      code
      message
      retryAfter
    }
  }
}
`;

const STREAM = `# The same in pieces. Stop it: the provider stops too.
subscription ChatStream {
  chatStream(
    input: {
      route: "test"
      messages: [{ role: USER, content: "How does an AI gateway work?" }]
    }
  ) {
    sequence
    __typename
    ... on ChatDelta {
      content
    }
    ... on ChatFailed {
      error {
        code
        message
      }
    }
  }
}
`;

const MODELS = `# Which models may this key use? Put your key under "Headers".
query Models {
  viewer {
    keyName
    keyHint
    consumer
  }
  models(first: 20) {
    nodes {
      name
      description
    }
  }
}
`;

export const EXAMPLES: Readonly<Record<'public' | 'admin', readonly Example[]>> = {
  public: [{ query: CHAT }, { query: STREAM }, { query: MODELS, headers: KEY_HEADERS }],
  admin: [QUICK_START, CHAT, STREAM, CONFIGURED, CHAIN_SET, TEST_CONNECTION, CALLS, CALLS_LIVE].map((query) => ({
    query,
  })),
};
