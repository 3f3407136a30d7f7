/** The connection test through GraphQL, against a server that is there and one that is not. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { startQuickly } from '#test/graphql/quick-started.ts';

const QUERY = `mutation ($input: ConnectionTestInput!) {
  providerTestConnection(input: $input) { ok checkedAt models { name } steps { kind status duration message } }
}`;

const STEPS = ['POLICY', 'DNS', 'CONNECT', 'TLS', 'AUTHENTICATE', 'LIST_MODELS', 'COMPLETE'];

interface Step {
  readonly kind: string;
  readonly status: string;
}

test('a stored provider is tried step by step, and names its models', async (context) => {
  const gateway = await startQuickly(context);
  const { providerTestConnection: check } = await gateway.ask(QUERY, { input: { providerId: gateway.ids.provider } });
  assert.deepEqual(
    check.steps.map(({ kind }: Step) => kind),
    STEPS,
  );
  assert.equal(check.ok, true);
  assert.ok(check.models.some(({ name }: { name: string }) => name === 'demo-1'));
});

test('a draft with a secret that is refused fails at that step; nothing is stored and the secret is not told', async (context) => {
  const gateway = await startQuickly(context);
  const vendor = createServer((_request, response) => {
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message: 'Incorrect API key provided: sk-canary-0123456789abcdef' } }));
  });
  vendor.listen(0, '127.0.0.1');
  await once(vendor, 'listening');
  context.after(() => vendor.close());
  const draft = {
    kind: 'OPENAI_COMPATIBLE',
    resource: { displayName: 'Trial' },
    baseUrl: `http://127.0.0.1:${(vendor.address() as AddressInfo).port}/v1`,
    allowPrivateNetwork: true,
    credential: { value: 'sk-canary-0123456789abcdef' },
  };
  const { providerTestConnection: check } = await gateway.ask(QUERY, { input: { draft } });
  assert.equal(check.ok, false);
  const statusOf = (kind: string) => check.steps.find((step: Step) => step.kind === kind)?.status;
  assert.deepEqual(['CONNECT', 'AUTHENTICATE', 'COMPLETE'].map(statusOf), ['PASSED', 'FAILED', 'SKIPPED']);
  assert.doesNotMatch(JSON.stringify(check), /canary/);
  assert.equal((await gateway.ask('{ providers { totalCount } }')).providers.totalCount, 1);
});

test('an address that may not be used fails at the first step, and nothing is sent to it', async (context) => {
  const gateway = await startQuickly(context);
  let asked = 0;
  const canary = createServer(() => {
    asked += 1;
  });
  canary.on('connection', () => {
    asked += 1;
  });
  canary.listen(0, '127.0.0.1');
  await once(canary, 'listening');
  context.after(() => canary.close());
  const baseUrl = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/v1`;
  const draft = { kind: 'OPENAI_COMPATIBLE', resource: { displayName: 'Trial' }, baseUrl };
  const { providerTestConnection: check } = await gateway.ask(QUERY, { input: { draft } });
  assert.deepEqual(
    check.steps.map(({ status }: Step) => status),
    ['FAILED', ...STEPS.slice(1).map(() => 'SKIPPED')],
  );
  assert.equal(asked, 0);
});

test('what is no provider is refused', async (context) => {
  const gateway = await startQuickly(context);
  const { errors } = await gateway.askRaw(QUERY, { input: { providerId: 'prv_nothing' } });
  assert.match(String(errors?.[0]?.extensions?.code), /^(INVALID_REQUEST|NOT_FOUND)$/);
});
