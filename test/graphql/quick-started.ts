/** A gateway with one route that was set up by the quick start: the demo provider behind it, a key in front. */
import type { TestContext } from 'node:test';
import { type AdminGateway, startAdminGateway } from '#test/support/admin-gateway.ts';

export interface QuickStarted extends AdminGateway {
  readonly key: string;
  readonly ids: Readonly<Record<'provider' | 'model' | 'route' | 'consumer' | 'apiKey', string>>;
  /** A call of the key's holder through the route; gives the id of the call. */
  call(content: string, key?: string): Promise<string>;
}

export const QUICK_START = `mutation ($input: QuickStartInput!, $options: WriteOptionsInput) {
  quickStart(input: $input, options: $options) {
    userErrors { code path message }
    plaintext curl
    provider { id name } model { id name } route { id name path access } chain { id scope entries { plugin { name } } }
    consumer { id } apiKey { id hint }
    change { configRevision dryRun differences { action kind name } }
  }
}`;

export const FIRST_INPUT = {
  provider: { kind: 'DEMO', settings: { wordDelay: '0ms' } },
  model: { upstreamModel: 'demo-1' },
  route: { path: '/test', access: 'KEY' },
  plugins: [{ name: 'no-passwords', config: { patternGuard: { deny: ['password'] } } }],
  key: { name: 'first' },
};

export async function startQuickly(context: TestContext): Promise<QuickStarted> {
  const gateway = await startAdminGateway(context);
  const { quickStart } = await gateway.ask(QUICK_START, { input: FIRST_INPUT });
  if (quickStart.userErrors.length > 0) throw new Error(JSON.stringify(quickStart.userErrors));
  const kinds = ['provider', 'model', 'route', 'consumer', 'apiKey'] as const;
  return {
    ...gateway,
    key: quickStart.plaintext,
    ids: Object.fromEntries(kinds.map((kind) => [kind, quickStart[kind].id])) as QuickStarted['ids'],
    async call(content, key = quickStart.plaintext) {
      const response = await gateway.post('/test', { messages: [{ role: 'user', content }] }, key);
      await response.text();
      return response.headers.get('x-gatehouse-call-id') ?? '';
    },
  };
}
