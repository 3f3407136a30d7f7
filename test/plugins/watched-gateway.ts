/** The whole gateway before a scripted vendor, with plugins that watch: a call by each door, whole and in pieces. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { STREAM, WHOLE } from '#test/doors/vendor-answers.ts';
import { type AdminGateway, startAdminGateway } from '#test/support/admin-gateway.ts';
import { createUpstream, json, sse, type Upstream } from '#test/support/upstream.ts';

export interface WatchedGateway extends AdminGateway {
  readonly vendor: Upstream;
  readonly key: string;
  readonly ids: Readonly<Record<'provider' | 'model' | 'route', string>>;
  /** A call; gives what the caller read. */
  call(way: Way, headers?: Record<string, string>): Promise<string>;
}

export const WAYS = ['http', 'http-stream', 'graphql', 'graphql-stream'] as const;
export type Way = (typeof WAYS)[number];

const MESSAGES = [{ role: 'user', content: 'Hello' }];
const CHAT = `model: "smart", messages: [{ role: USER, content: "Hello" }]`;

export async function startWatched(
  context: TestContext,
  plugins: readonly { readonly name: string; readonly config: object }[],
  environment: Record<string, string> = {},
  access: 'KEY' | 'ANONYMOUS' = 'KEY',
): Promise<WatchedGateway> {
  const vendor = await createUpstream();
  context.after(vendor.close);
  vendor.on(({ body }) => (JSON.stringify(body).includes('"stream":true') ? sse(STREAM) : json(200, WHOLE)));
  const gateway = await startAdminGateway(context, environment);
  const { quickStart } = await gateway.ask(
    `mutation ($input: QuickStartInput!) {
      quickStart(input: $input) { userErrors { path message } plaintext provider { id } model { id } route { id } }
    }`,
    {
      input: {
        provider: { kind: 'OPENAI_COMPATIBLE', baseUrl: vendor.url, allowPrivateNetwork: true },
        model: { name: 'smart', upstreamModel: 'vendor-1' },
        route: { name: 'test', path: '/test', access },
        plugins,
        key: { name: 'everyone' },
      },
    },
  );
  assert.deepEqual(quickStart.userErrors, []);
  const { plaintext: key, provider, model, route } = quickStart;

  const graphql = async (query: string, headers: Record<string, string>) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
      body: JSON.stringify({ query }),
    });
    return response.text();
  };

  return {
    ...gateway,
    vendor,
    key,
    ids: { provider: provider.id, model: model.id, route: route.id },
    async call(way, headers = {}) {
      switch (way) {
        case 'graphql':
          return graphql(`mutation { chat(input: { route: "test", ${CHAT} }) { __typename } }`, headers);
        case 'graphql-stream':
          return graphql(`subscription { chatStream(input: { route: "test", ${CHAT} }) { __typename } }`, {
            ...headers,
            accept: 'text/event-stream',
          });
        default: {
          const response = await fetch(`${gateway.url}/test`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
            body: JSON.stringify({ model: 'smart', messages: MESSAGES, stream: way === 'http-stream' }),
          });
          return response.text();
        }
      }
    },
  };
}

/** Looks again until it holds, for what arrives behind the answers. */
export async function until(holds: () => boolean, limitMs = 10_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!holds()) {
    assert.ok(performance.now() < end, 'It never came to be.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
