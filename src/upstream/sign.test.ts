import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import { redactSecrets } from '#upstream/redact-secrets.ts';
import { sign } from '#upstream/sign.ts';

const SECRET = 'sk-canary+/=0123456789abcdef"ghijkl';
const REQUEST = { method: 'POST', url: 'https://example.com', headers: { 'x-version': '1' }, body: {} } as const;
const HEADER = { id: 'crd_1', kind: { type: 'header', name: 'x-api-key' } } as const;

test('adds the secret to the headers of the adapter and leaves the request as it was', () => {
  const { headers, secret } = sign(REQUEST, HEADER, { open: (id) => `${id}-secret` });
  assert.equal(headers['x-api-key'], 'crd_1-secret');
  assert.equal(headers['x-version'], '1');
  assert.equal(secret, 'crd_1-secret');
  assert.deepEqual(REQUEST.headers, { 'x-version': '1' });
});

test('opens nothing where no credential is needed', () => {
  const open = () => assert.fail('It was opened.');
  assert.equal(sign(REQUEST, undefined, { open }).secret, undefined);
});

for (const secret of ['', ' ', 'sk abc', 'sk-abc\n', 'sk-ä', 'a\r\nx: y', 'a\0']) {
  test(`refuses the secret ${JSON.stringify(secret)} without repeating it`, () => {
    assert.throws(
      () => sign(REQUEST, HEADER, { open: () => secret }),
      (thrown) => {
        assert.ok(thrown instanceof GatewayError && thrown.code === 'PROVIDER_CREDENTIAL');
        assert.equal(thrown.details.internal, 'Credential crd_1 cannot stand in a header.');
        return true;
      },
    );
  });
}

test('takes every spelling of a secret out of foreign text', () => {
  const base64 = Buffer.from(SECRET).toString('base64');
  const spellings = [
    SECRET,
    encodeURIComponent(SECRET),
    base64,
    JSON.stringify(SECRET).slice(1, -1),
    SECRET.slice(0, 18),
  ];
  for (const spelling of spellings) assert.equal(redactSecrets(`key ${spelling}!`, SECRET), 'key [secret]!');
});

test('leaves text alone where there is no secret, or one so short that it would eat words', () => {
  assert.equal(redactSecrets('as it was', undefined), 'as it was');
  assert.equal(redactSecrets('as it was', 'as'), 'as it was');
});
