/** The operations that GraphiQL opens with: each works as it stands, or says in a comment what it needs. */
import {
  CALLS,
  CALLS_LIVE,
  CHAIN_SET,
  CONFIGURED,
  QUICK_START,
  TEST_CONNECTION,
} from '#graphql/graphiql-examples-admin.ts';
import { CHAT, COMPARE, COMPARE_STREAM, STREAM, STRUCTURED, TOOLS } from '#graphql/graphiql-examples-chat.ts';

interface Example {
  readonly query: string;
  readonly headers?: string;
}

const KEY_HEADERS = '{\n  "authorization": "Bearer gh_live_…"\n}';

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

const CALLER = [CHAT, STREAM, TOOLS, STRUCTURED, COMPARE, COMPARE_STREAM];

export const EXAMPLES: Readonly<Record<'public' | 'admin', readonly Example[]>> = {
  public: [...CALLER.map((query) => ({ query })), { query: MODELS, headers: KEY_HEADERS }],
  admin: [QUICK_START, ...CALLER, CONFIGURED, CHAIN_SET, TEST_CONNECTION, CALLS, CALLS_LIVE].map((query) => ({
    query,
  })),
};
