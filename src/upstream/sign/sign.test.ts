import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { SigningKind, WireRequest } from '#core/provider.ts';
import { sending } from '#test/support/transport.ts';
import { redactSecrets } from '#upstream/redact-secrets.ts';
import { createSigner, type Signed } from '#upstream/sign/sign.ts';

const SECRET = 'sk-canary+/=0123456789abcdef"ghijkl';
const REQUEST: WireRequest = { method: 'POST', url: 'https://example.com', headers: { 'x-version': '1' }, body: {} };
const HEADER = { type: 'header', name: 'x-api-key' } as const;

function sign(secret: string, kind: SigningKind, request: WireRequest = REQUEST): Promise<Signed> {
  const postForm = () => assert.fail('A token was asked for.');
  const signer = createSigner({ secrets: { open: () => secret }, now: () => 0, postForm });
  return signer.sign(request, new URL(request.url), sending({ credential: { id: 'crd_1', kind } }));
}

async function refusalOf(signing: Promise<Signed>): Promise<GatewayError> {
  const thrown: unknown = await signing.catch((error: unknown) => error);
  assert.ok(thrown instanceof GatewayError && thrown.code === 'PROVIDER_CREDENTIAL', String(thrown));
  return thrown;
}

test('adds the secret to the headers of the adapter and leaves the request as it was', async () => {
  const { headers, secrets, body } = await sign('sk-1', HEADER);
  assert.equal(headers['x-api-key'], 'sk-1');
  assert.equal(headers['x-version'], '1');
  assert.deepEqual(secrets, ['sk-1']);
  assert.equal(String(body), '{}');
  assert.deepEqual(REQUEST.headers, { 'x-version': '1' });
});

test('a text that is no JSON is sent as each kind of credential sends a key', async () => {
  const authorization = 'Bearer sk-1';
  for (const [kind, header, value] of [
    [{ type: 'bearer' }, 'authorization', authorization],
    [{ type: 'google' }, 'authorization', authorization],
    [{ type: 'aws', service: 'bedrock' }, 'authorization', authorization],
    [{ type: 'azure' }, 'api-key', 'sk-1'],
  ] as const)
    assert.equal((await sign('sk-1', kind)).headers[header], value);
});

test('opens nothing where no credential is needed', async () => {
  const open = () => assert.fail('It was opened.');
  const signer = createSigner({ secrets: { open }, now: () => 0, postForm: open });
  assert.deepEqual((await signer.sign(REQUEST, new URL(REQUEST.url), sending())).secrets, []);
});

for (const secret of ['', ' ', 'sk abc', 'sk-abc\n', 'sk-ä', 'a\r\nx: y', 'a\0', '{"a": 1}']) {
  test(`refuses the secret ${JSON.stringify(secret)} without repeating it`, async () => {
    const error = await refusalOf(sign(secret, HEADER));
    assert.equal(error.details.internal, 'Credential crd_1 cannot stand in a header.');
  });
}

test('names what a JSON secret lacks, and none of its values', async () => {
  for (const [kind, secret, message] of [
    [{ type: 'aws', service: 'bedrock' }, '{"accessKeyId":"AKIDCANARY"}', /no "secretAccessKey" in its JSON/],
    [{ type: 'aws', service: 'bedrock' }, '{"accessKeyId":"AKIDCANARY"', /begins like JSON but is none/],
    [{ type: 'google' }, '{"type":"authorized_user","refresh_token":"CANARY"}', /not the key of a service account/],
    [{ type: 'google' }, '{"client_email":"CANARY@example.com"}', /no "private_key" in its JSON/],
    [{ type: 'google' }, '{"client_email":"CANARY@x","private_key":"CANARY"}', /"private_key" .* no key/],
    [{ type: 'azure' }, '{"tenantId":"CANARY","clientId":"CANARY"}', /no "clientSecret" in its JSON/],
    [{ type: 'azure' }, '{"tenantId":"../CANARY","clientId":"a","clientSecret":"b"}', /"tenantId" .* neither/],
  ] as const) {
    const error = await refusalOf(sign(secret, kind, { ...REQUEST, region: 'us-east-1' }));
    assert.match(error.message, message);
    assert.ok(!`${error.message} ${error.details.internal} ${error.details.cause}`.includes('CANARY'));
  }
});

test('takes every spelling of a secret out of foreign text', () => {
  const base64 = Buffer.from(SECRET).toString('base64');
  const spellings = [
    SECRET,
    encodeURIComponent(SECRET),
    base64,
    JSON.stringify(SECRET).slice(1, -1),
    SECRET.slice(0, 18),
  ];
  for (const spelling of spellings) assert.equal(redactSecrets(`key ${spelling}!`, [SECRET]), 'key [secret]!');
  assert.equal(redactSecrets(`a other b ${SECRET}`, ['other', SECRET]), 'a [secret] b [secret]');
});

test('leaves text alone where there is no secret, or one so short that it would eat words', () => {
  assert.equal(redactSecrets('as it was', []), 'as it was');
  assert.equal(redactSecrets('as it was', ['as']), 'as it was');
});
