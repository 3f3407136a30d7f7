/** Secrets that are exchanged for access tokens, against a token endpoint of the tests' own. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, beforeEach, test } from 'node:test';
import { jwtVerify } from 'jose';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { WireReply } from '#core/ports.ts';
import type { SigningKind } from '#core/provider.ts';
import { openTransport, post, sending } from '#test/support/transport.ts';
import { createUpstream, hang, json, type Reply, raw } from '#test/support/upstream.ts';

const vendor = await createUpstream();
const endpoint = await createUpstream();
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const GOOGLE = {
  type: 'service_account',
  client_email: 'robot@project.iam.gserviceaccount.com',
  private_key_id: 'key-id-canary-0123456789',
  private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  token_uri: `${endpoint.url}/token`,
};
const AZURE = {
  tenantId: 'tenant-7',
  clientId: 'client-7',
  clientSecret: 'client-secret-canary-0123456789',
  tokenUrl: `${endpoint.url}/token`,
};

let now = Date.UTC(2026, 0, 31);
let secret = '';
const transport = openTransport({ secrets: { open: () => secret }, now: () => now });
after(() => Promise.all([transport.close(), vendor.close(), endpoint.close()]));

/** A secret of its own for each test, so that no token of another one is in the cache. */
let serial = 0;
beforeEach(() => {
  serial += 1;
  secret = JSON.stringify({ ...AZURE, serial: `serial-${serial}` });
  vendor.on(() => json(200, 'answer'));
  endpoint.on(() => json(200, { access_token: `token-canary-${endpoint.requests.length}`, expires_in: 3_600 }));
});

function ask(kind: SigningKind['type'] & ('azure' | 'google') = 'azure', options = {}): Promise<WireReply> {
  return transport.send(post(vendor.url), sending({ credential: { id: 'crd_1', kind: { type: kind } }, ...options }));
}

async function failureOf(asking: Promise<WireReply>): Promise<GatewayError> {
  const thrown: unknown = await asking.catch((error: unknown) => error);
  assert.ok(thrown instanceof GatewayError, String(thrown));
  return thrown;
}

async function lastForm(): Promise<URLSearchParams> {
  const { body, headers, method } = await endpoint.received(endpoint.requests.length - 1);
  assert.deepEqual([method, headers['content-type']], ['POST', 'application/x-www-form-urlencoded']);
  return new URLSearchParams(String(body));
}

test('the key of a Google service account becomes a signed assertion, and that a token', async () => {
  secret = JSON.stringify(GOOGLE, undefined, 2);
  await ask('google');
  const form = await lastForm();
  assert.equal(form.get('grant_type'), 'urn:ietf:params:oauth:grant-type:jwt-bearer');
  const { payload, protectedHeader } = await jwtVerify(form.get('assertion') ?? '', publicKey, {
    issuer: GOOGLE.client_email,
    audience: GOOGLE.token_uri,
    currentDate: new Date(now),
  });
  assert.equal(protectedHeader.kid, GOOGLE.private_key_id);
  assert.equal(payload.scope, 'https://www.googleapis.com/auth/cloud-platform');
  assert.equal((payload.exp ?? 0) - (payload.iat ?? 0), 3_600);
  const { headers } = await vendor.received(vendor.requests.length - 1);
  assert.equal(headers.authorization, `Bearer token-canary-${endpoint.requests.length}`);
});

test('client credentials of Azure become a token of Entra', async () => {
  await ask();
  assert.deepEqual(Object.fromEntries(await lastForm()), {
    grant_type: 'client_credentials',
    client_id: AZURE.clientId,
    client_secret: AZURE.clientSecret,
    scope: 'https://cognitiveservices.azure.com/.default',
  });
  const { headers } = await vendor.received(vendor.requests.length - 1);
  assert.equal(headers.authorization, `Bearer token-canary-${endpoint.requests.length}`);
  assert.equal(headers['api-key'], undefined);
});

test('a token is asked for once, whoever waits, and again shortly before its end', async () => {
  const before = endpoint.requests.length;
  await Promise.all([ask(), ask(), ask()]);
  await ask();
  assert.equal(endpoint.requests.length, before + 1);
  now += 3_539_000;
  await ask();
  assert.equal(endpoint.requests.length, before + 1);
  now += 2_000;
  await ask();
  assert.equal(endpoint.requests.length, before + 2);
});

test('a token that is refused is replaced once; a new one that is refused too is the last word', async () => {
  await ask();
  const [asked, sent] = [endpoint.requests.length, vendor.requests.length];
  vendor.on((_request, index) => (index === sent ? json(401, {}) : json(200, 'second')));
  assert.deepEqual(await ask(), { type: 'body', body: 'second' });
  assert.equal(endpoint.requests.length, asked + 1);
  vendor.on(() => json(401, {}));
  const reply = await ask();
  assert.ok(reply.type === 'failure' && reply.failure.status === 401);
  assert.equal(vendor.requests.length, sent + 4);
});

test('a caller who leaves ends its own wait and nobody else', async () => {
  const gate = Promise.withResolvers<void>();
  const slow: Reply = async (exchange) => {
    await gate.promise;
    return json(200, { access_token: 'token-late', expires_in: 3_600 })(exchange);
  };
  endpoint.on(() => slow);
  const caller = new AbortController();
  const leaving = failureOf(ask('azure', { signal: caller.signal }));
  const staying = ask();
  await endpoint.received(endpoint.requests.length);
  caller.abort();
  assert.equal((await leaving).code, 'CANCELLED');
  gate.resolve();
  assert.deepEqual(await staying, { type: 'body', body: 'answer' });
});

test('a refused secret is named as one, and the next call tries again', async () => {
  const description = `AADSTS7000215: ${AZURE.clientSecret} is wrong`;
  endpoint.on(() => json(401, { error: 'invalid_client', error_description: description }));
  const error = await failureOf(ask());
  assert.equal(error.code, 'PROVIDER_CREDENTIAL');
  assert.match(error.message, /exchanged for an access token \(invalid_client\)/);
  assert.match(String(error.details.internal), /AADSTS7000215: \[secret\] is wrong/);
  endpoint.on(() => json(200, { access_token: 'token-now' }));
  assert.deepEqual(await ask(), { type: 'body', body: 'answer' });
});

test('an endpoint that fails or says nothing of use is an error with a code', async () => {
  for (const [reply, code] of [
    [json(503, {}), 'PROVIDER_UNAVAILABLE'],
    [json(200, {}), 'PROVIDER_PROTOCOL'],
    [json(200, { access_token: 'with space' }), 'PROVIDER_PROTOCOL'],
    [json(200, []), 'PROVIDER_PROTOCOL'],
    [raw(200, '<html>', { 'content-type': 'text/html' }), 'PROVIDER_PROTOCOL'],
  ] as const) {
    endpoint.on(() => reply);
    assert.equal((await failureOf(ask())).code, code);
  }
  endpoint.on(() => hang());
  assert.equal((await failureOf(ask('azure', { timeouts: { totalMs: 60 } }))).code, 'TIMEOUT');
});

test('the token endpoint is subject to the egress policy, and to TLS where nothing private is allowed', async () => {
  const before = endpoint.requests.length;
  const strict = { allowPrivateNetwork: false };
  assert.match((await failureOf(ask('azure', strict))).message, /not https/);
  secret = JSON.stringify({ ...AZURE, tokenUrl: endpoint.url.replace('http:', 'https:') });
  assert.match((await failureOf(ask('azure', strict))).message, /address of the provider is private/);
  secret = JSON.stringify({ ...AZURE, tokenUrl: 'http://169.254.169.254/token' });
  assert.match((await failureOf(ask())).message, /never connects/);
  secret = JSON.stringify({ ...AZURE, tokenUrl: 'file:///etc/passwd' });
  assert.match((await failureOf(ask())).message, /not https/);
  assert.equal(endpoint.requests.length, before);
});

test('neither a token nor a part of the secret comes back or is logged', async () => {
  secret = JSON.stringify({ ...GOOGLE, serial });
  vendor.on(() =>
    json(400, { said: `token-canary-${endpoint.requests.length}`, key: GOOGLE.private_key, id: GOOGLE.private_key_id }),
  );
  const reply = await ask('google');
  assert.ok(reply.type === 'failure');
  assert.deepEqual(JSON.parse(reply.failure.body), { said: '[secret]', key: '[secret]', id: '[secret]' });
  assert.ok(!JSON.stringify(transport.log).includes('canary'));
});
