/** Sets a fresh Gatehouse up for the bench through its admin API, as an administrator would. */

export interface BenchSetup {
  readonly gatewayUrl: string;
  readonly adminToken: string;
  /** Address of the fake vendor. */
  readonly vendorUrl: string;
}

/** Name of the model that clients ask for, and the path of the route. */
export const MODEL = 'bench-1';
export const ROUTE_PATH = '/test';

const QUICK_START = `mutation ($input: QuickStartInput!) {
  quickStart(input: $input) {
    plaintext
    userErrors { path message }
  }
}`;

interface QuickStartAnswer {
  readonly data?: {
    readonly quickStart: {
      readonly plaintext: string | null;
      readonly userErrors: readonly { readonly message: string }[];
    };
  };
}

/** The key that the bench calls with. */
export async function configureGateway({ gatewayUrl, adminToken, vendorUrl }: BenchSetup): Promise<string> {
  const input = {
    provider: {
      kind: 'OPENAI',
      baseUrl: `${vendorUrl}/v1`,
      allowPrivateNetwork: true,
      credential: { value: 'bench-secret' },
    },
    model: { name: MODEL, upstreamModel: MODEL },
    route: { name: 'test', path: ROUTE_PATH },
    key: { name: 'bench' },
  };
  const response = await fetch(`${gatewayUrl}/admin/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${adminToken}` },
    body: JSON.stringify({ query: QUICK_START, variables: { input } }),
  });
  const text = await response.text();
  const { data } = JSON.parse(text) as QuickStartAnswer;
  if (!data?.quickStart.plaintext) throw new Error(`quickStart answered ${response.status}: ${text}`);
  return data.quickStart.plaintext;
}
