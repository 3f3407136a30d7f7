import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import { addressProblem, assertAddressAllowed, guardedLookup } from '#upstream/egress-policy.ts';

const LOOPBACK = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '127.255.255.254',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0x7f.0x0.0x0.0x1',
  '0177.0.0.1',
  '0177.1',
  '017700000001',
  '127.0.0.1.',
  '127%2e0%2e0%2e1',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  '0',
  '0.0.0.0',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[0000::0001]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:127.0.0.1]',
  '[::127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'api.localhost',
  'loc%61lhost',
];

const PRIVATE = [
  '10.0.0.1',
  '10.255.255.255',
  '0xa.1',
  '167772161',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '3232235521',
  '100.64.0.1',
  '100.127.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.7',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '[fc00::1]',
  '[fd12:3456::1]',
  '[fe80::1]',
  '[febf::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[::ffff:10.0.0.1]',
  '[::ffff:8.8.8.8]',
  '[64:ff9b::8.8.8.8]',
  '[64:ff9b:1::1]',
  '[100::1]',
  '[2001::1]',
  '[2001:2::1]',
  '[2001:10::1]',
  '[2001:20::1]',
  '[2001:db8::1]',
  '[2002:a00:1::]',
  '[3fff::1]',
  '[5f00::1]',
  '[::a00:1]',
];

const METADATA = [
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  '2852039166',
  '0xa9fea9fe',
  '0xa9.0xfe.0xa9.0xfe',
  '0251.0376.0251.0376',
  '169.254.43518',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  '[fd00:ec2::254]',
  '[fd00:ec2::23]',
  '[FD00:0EC2:0:0:0:0:0:254]',
  '[fd20:ce::254]',
  '[::ffff:169.254.169.254]',
  '[::ffff:a9fe:a9fe]',
  '[::169.254.169.254]',
  '[64:ff9b::169.254.169.254]',
  '[2002:a9fe:a9fe::]',
  '[2002:a9fe:a9fe::1]',
];

const PUBLIC = [
  '8.8.8.8',
  '1.1.1.1',
  '172.15.255.255',
  '172.32.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '169.253.0.1',
  '192.0.1.1',
  '198.17.255.255',
  '198.20.0.1',
  '223.255.255.255',
  '11.0.0.1',
  '134744072',
  '[2606:4700:4700::1111]',
  '[2a00:1450:4001::200e]',
  '[2001:4860:4860::8888]',
  '[2620:fe::fe]',
  'api.openai.com',
  'api.cohere.com',
  'localhost.example.com',
  'notlocalhost',
  '127.0.0.1.nip.io',
];

function problem(host: string, allowPrivateNetwork: boolean): string | undefined {
  return assertAddressAllowed(`http://${host}:8080/v1`, allowPrivateNetwork);
}

for (const host of [...LOOPBACK, ...PRIVATE]) {
  test(`${host} is refused, with the way out, and allowed where the provider is allowed private networks`, () => {
    assert.match(problem(host, false) ?? '', /allowPrivateNetwork: true/);
    assert.equal(problem(host, true), undefined);
  });
}

for (const host of METADATA) {
  test(`${host} is refused always`, () => {
    assert.match(problem(host, false) ?? '', /metadata/);
    assert.match(problem(host, true) ?? '', /metadata/);
  });
}

for (const host of PUBLIC) {
  test(`${host} is allowed`, () => {
    assert.equal(problem(host, false), undefined);
  });
}

for (const [url, reason] of [
  ['', /not a URL/],
  ['api.openai.com/v1', /not a URL/],
  ['http://', /not a URL/],
  ['http://256.1.1.1/', /not a URL/],
  ['ftp://example.com', /https:\/\//],
  ['file:///etc/passwd', /https:\/\//],
  ['gopher://127.0.0.1:70/', /https:\/\//],
  ['javascript:alert(1)', /https:\/\//],
  ['https://user:pass@example.com', /user name/],
  ['https://user@example.com', /user name/],
  ['http://example.com@127.0.0.1/', /user name/],
  ['http://127.0.0.1\\@example.com/', /allowPrivateNetwork/],
  ['http:127.0.0.1', /allowPrivateNetwork/],
  ['http:\\\\127.0.0.1', /allowPrivateNetwork/],
  ['HTTP://127.1/', /allowPrivateNetwork/],
  [' http://127.0.0.1 ', /allowPrivateNetwork/],
  ['http://1\t27.0.0.1', /allowPrivateNetwork/],
] as const) {
  test(`${JSON.stringify(url)} is refused with its reason`, () => {
    assert.match(assertAddressAllowed(url, false) ?? '', reason);
  });
}

test('a name is judged by what it resolves to, whichever form of answer is asked for', async () => {
  for (const all of [true, false]) {
    const thrown = await new Promise((resolve) => guardedLookup(false)('localhost', { all }, resolve));
    assert.ok(thrown instanceof GatewayError);
    assert.equal(thrown.code, 'PROVIDER_UNAVAILABLE');
    assert.match(thrown.message, /allowPrivateNetwork: true/);
    assert.ok(!thrown.message.includes('127'));
    assert.match(thrown.details.internal ?? '', /localhost: (127|::1)/);
  }
});

test('the address that was judged is the one that is handed to the socket', async () => {
  const lookup = guardedLookup(true);
  const address = await new Promise((resolve) => lookup('localhost', { family: 4 }, (_error, found) => resolve(found)));
  assert.equal(address, '127.0.0.1');
  const addresses = await new Promise((resolve) =>
    lookup('localhost', { all: true, family: 4 }, (_error, found) => resolve(found)),
  );
  assert.deepEqual(addresses, [{ address: '127.0.0.1', family: 4 }]);
});

test('an address that is no address in one family is not let through in the other', () => {
  assert.equal(addressProblem('93.184.215.14', false), undefined);
  assert.match(addressProblem('::ffff:93.184.215.14', false) ?? '', /private or reserved/);
});
