/** Against the vectors that AWS publishes: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { after, test } from 'node:test';
import { openTransport, sending } from '#test/support/transport.ts';
import { createUpstream, json } from '#test/support/upstream.ts';
import { signAws } from '#upstream/sign/sign-aws.ts';

const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const SCOPE = { region: 'us-east-1', service: 'service', date: new Date('2015-08-30T12:36:00Z') };

interface Vector {
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signed: string;
  readonly signature: string;
}

const VECTORS: readonly Vector[] = [
  {
    name: 'get-vanilla',
    method: 'GET',
    url: 'https://example.amazonaws.com/',
    signed: 'host;x-amz-date',
    signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
  {
    name: 'get-vanilla-query-order-key-case',
    method: 'GET',
    url: 'https://example.amazonaws.com/?Param2=value2&Param1=value1',
    signed: 'host;x-amz-date',
    signature: 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  },
  {
    name: 'post-vanilla',
    method: 'POST',
    url: 'https://example.amazonaws.com/',
    signed: 'host;x-amz-date',
    signature: '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  },
  {
    name: 'post-x-www-form-urlencoded',
    method: 'POST',
    url: 'https://example.amazonaws.com/',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'Param1=value1',
    signed: 'content-type;host;x-amz-date',
    signature: 'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  },
];

for (const { name, method, url, headers = {}, body, signed, signature } of VECTORS) {
  test(name, async () => {
    const request = { method, url: new URL(url), headers, body: body === undefined ? null : Buffer.from(body) };
    const { authorization } = await signAws(request, KEYS, SCOPE);
    const scope = `${KEYS.accessKeyId}/20150830/us-east-1/service/aws4_request`;
    assert.equal(
      authorization,
      `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${signed}, Signature=${signature}`,
    );
  });
}

const upstream = await createUpstream();
const secret = JSON.stringify({ ...KEYS, sessionToken: 'session-canary-0123456789' });
const transport = openTransport({ secrets: { open: () => secret }, now: () => SCOPE.date.getTime() });
after(() => Promise.all([transport.close(), upstream.close()]));

const kind = { type: 'aws', service: 'bedrock' } as const;

function sha256(data: string): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

test('what arrives is what was signed, escaped model and all', async () => {
  upstream.on(() => json(200, {}));
  const path = '/model/us.amazon.nova-micro-v1%3A0/converse';
  const body = { text: 'Grüße, 世界' };
  await transport.send(
    { method: 'POST', url: `${upstream.url}${path}`, headers: {}, body, region: 'eu-west-1' },
    sending({ credential: { id: 'crd_1', kind } }),
  );
  const { headers, ...seen } = await upstream.received(0);
  assert.deepEqual([seen.path, seen.body], [path, body]);
  const names = 'content-type;host;x-amz-date;x-amz-security-token';
  const lines = names.split(';').map((name) => `${name}:${headers[name]}\n`);
  const canonical = ['POST', path.replace('%', '%25'), '', lines.join(''), names, sha256(JSON.stringify(body))].join(
    '\n',
  );
  const scope = '20150830/eu-west-1/bedrock/aws4_request';
  const text = ['AWS4-HMAC-SHA256', '20150830T123600Z', scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${KEYS.secretAccessKey}`);
  const signature = hmac(key, text).toString('hex');
  assert.equal(
    headers.authorization,
    `AWS4-HMAC-SHA256 Credential=${KEYS.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  );
  assert.equal(headers['x-amz-security-token'], 'session-canary-0123456789');
});

test('no part of the access keys comes back', async () => {
  const echo = `no ${KEYS.accessKeyId} ${KEYS.secretAccessKey} session-canary-0123456789`;
  upstream.on(() => json(403, { message: echo }));
  const reply = await transport.send(
    { method: 'POST', url: upstream.url, headers: {}, body: {}, region: 'eu-west-1' },
    sending({ credential: { id: 'crd_1', kind } }),
  );
  assert.ok(reply.type === 'failure');
  assert.equal(reply.failure.body, '{"message":"no [secret] [secret] [secret]"}');
});
