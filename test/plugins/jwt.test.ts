/** Tokens of an issuer that stands behind a real socket, signed by keys that it changes. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { JsonObject } from '#core/json.ts';
import { definePlugin, type PluginContext } from '#core/plugin.ts';
import { jwt } from '#plugins/jwt/plugin.ts';
import { requestLog } from '#plugins/request-log/plugin.ts';
import { bindPlugin, callThrough, createBench, keyCaller } from '#test/plugins/chain.ts';
import { startWatched, WAYS } from '#test/plugins/watched-gateway.ts';
import { createUpstream, json } from '#test/support/upstream.ts';

type Algorithm = 'RS256' | 'ES256' | 'EdDSA';

async function openIssuer(context: TestContext) {
  const server = await createUpstream();
  context.after(server.close);
  const makeKey = async (kid: string, algorithm: Algorithm = 'ES256') => {
    const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid, alg: algorithm } as JsonObject;
    const sign = (claims: Readonly<Record<string, unknown>> = {}, at = Date.now()) => {
      const seconds = Math.floor(at / 1_000);
      const whole = { iss: server.url, aud: 'gatehouse', sub: 'ada', iat: seconds, exp: seconds + 300, ...claims };
      return new SignJWT(whole).setProtectedHeader({ alg: algorithm, kid }).sign(privateKey);
    };
    return { jwk, sign };
  };
  const published = (...keys: readonly { readonly jwk: JsonObject }[]) =>
    server.on(({ path }) =>
      json(
        200,
        path === '/keys'
          ? { keys: keys.map(({ jwk }) => jwk) }
          : { issuer: server.url, jwks_uri: `${server.url}/keys` },
      ),
    );
  return { server, makeKey, published, fetched: () => server.requests.filter(({ path }) => path === '/keys').length };
}

test('opens every door to callers with a token, and to nobody else', async (context) => {
  const issuer = await openIssuer(context);
  const key = await issuer.makeKey('one');
  issuer.published(key);
  const config = { issuer: issuer.server.url, audience: ['gatehouse'], allowPrivateNetwork: true };
  const plugins = [
    { name: 'staff', config: { jwt: config } },
    { name: 'calls', config: { requestLog: {} } },
  ];
  const gateway = await startWatched(context, plugins, {}, 'ANONYMOUS');
  const bearer = async (sub: string) => ({ authorization: `Bearer ${await key.sign({ sub })}` });
  for (const way of WAYS) {
    assert.doesNotMatch(await gateway.call(way, await bearer('ada')), /error|ChatFailed/i, way);
    assert.match(await gateway.call(way, { authorization: '' }), /unauthenticated|invalid_api_key|ChatFailed/i, way);
    const strange = `${await key.sign()}x`;
    assert.match(
      await gateway.call(way, { authorization: `Bearer ${strange}` }),
      /unauthenticated|not valid|ChatFailed/i,
      way,
    );
  }
  assert.doesNotMatch(await gateway.call('http', await bearer('grace')), /error/);
  // With its API key.
  assert.doesNotMatch(await gateway.call('http'), /error/);
  const callers = gateway.log.lines.filter(({ message }) => message === 'call').map(({ fields }) => fields.consumer);
  assert.deepEqual(callers, [...WAYS.map(() => 'ada'), 'grace', 'everyone']);
  assert.equal(gateway.vendor.requests.length, WAYS.length + 2);
  assert.equal(issuer.fetched(), 1);
});

test('a token opens no route that asks for a key', async (context) => {
  const issuer = await openIssuer(context);
  const key = await issuer.makeKey('one');
  issuer.published(key);
  const config = { issuer: issuer.server.url, audience: ['gatehouse'], allowPrivateNetwork: true };
  const gateway = await startWatched(context, [{ name: 'staff', config: { jwt: config } }]);
  assert.match(await gateway.call('http', { authorization: `Bearer ${await key.sign()}` }), /invalid_api_key/);
  assert.equal(gateway.vendor.requests.length, 0);
});

async function bind(context: TestContext, given: JsonObject = {}) {
  const issuer = await openIssuer(context);
  const bench = createBench();
  bench.time = Date.now();
  const config = { issuer: issuer.server.url, audience: ['gatehouse'], allowPrivateNetwork: true, ...given };
  const chain = [bindPlugin(jwt, config, bench.tools('staff'))];
  const stranger = { type: 'anonymous', address: '192.0.2.1' } as const;
  const call = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    const { error } = await callThrough({ bench, chain, caller: stranger, route: 'open', headers });
    return error && `${error.code}: ${error.message}`;
  };
  return { issuer, bench, chain, config, call };
}

test('refuses every token that is not exactly what was asked for', async (context) => {
  const { issuer, call, bench } = await bind(context);
  const [key, other] = [await issuer.makeKey('one'), await issuer.makeKey('one')];
  issuer.published(key);
  assert.equal(await call(await key.sign()), undefined);
  const [header = '', payload = '', signature = ''] = (await key.sign()).split('.');
  const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
  const shared = await new SignJWT({ iss: issuer.server.url, aud: 'gatehouse', sub: 'ada', exp: 9_999_999_999 })
    .setProtectedHeader({ alg: 'HS256', kid: 'one' })
    .sign(new TextEncoder().encode(JSON.stringify(key.jwk)));
  const wrong: Readonly<Record<string, string>> = {
    'another key': await other.sign(),
    'another issuer': await key.sign({ iss: 'https://evil.example.com' }),
    'another audience': await key.sign({ aud: 'elsewhere' }),
    'the past': await key.sign({ exp: Math.floor(bench.time / 1_000) - 60 }),
    'the future': await key.sign({ nbf: Math.floor(bench.time / 1_000) + 60 }),
    'no end': await key.sign({ exp: undefined }),
    nobody: await key.sign({ sub: undefined }),
    'no signature': `${unsigned}.${payload}.`,
    'an empty signature': `${header}.${payload}.`,
    'a changed payload': `${header}.${payload.slice(0, -4)}AAAA.${signature}`,
    'a shared secret': shared,
    'no token': 'hello',
    nothing: '',
    'a long one': 'a'.repeat(20_000),
  };
  for (const [name, token] of Object.entries(wrong))
    assert.match((await call(token)) ?? 'let in', /^UNAUTHENTICATED/, name);
  assert.match((await call(wrong['the past'] ?? '')) ?? '', /has expired/);
  console.log(`${Object.keys(wrong).length} wrong tokens refused`);
});

for (const algorithm of ['RS256', 'ES256', 'EdDSA'] as const) {
  test(`takes tokens signed by ${algorithm}`, async (context) => {
    const { issuer, call } = await bind(context);
    const key = await issuer.makeKey('one', algorithm);
    issuer.published(key);
    assert.equal(await call(await key.sign()), undefined);
  });
}

test('follows the issuer to a new key, and strangers cannot make it ask without end', async (context) => {
  const { issuer, bench, call } = await bind(context);
  const [one, two, strange] = await Promise.all(['one', 'two', 'strange'].map((kid) => issuer.makeKey(kid)));
  assert.ok(one && two && strange);
  issuer.published(one);
  assert.equal(await call(await one.sign()), undefined);
  issuer.published(two);
  assert.match((await call(await two.sign())) ?? '', /not known/);
  bench.time += 31_000;
  assert.equal(await call(await two.sign()), undefined);
  assert.equal(issuer.fetched(), 2);
  for (let count = 0; count < 20; count += 1) assert.match((await call(await strange.sign())) ?? '', /not known/);
  assert.equal(issuer.fetched(), 2);
  bench.time += 601_000;
  const late = await Promise.all(Array.from({ length: 20 }, async () => call(await two.sign({}, bench.time))));
  assert.deepEqual(new Set(late), new Set([undefined]));
  assert.equal(issuer.fetched(), 3);
});

test('goes on with the keys it has where new ones cannot be fetched, and refuses where it never had any', async (context) => {
  const { issuer, bench, call } = await bind(context);
  const key = await issuer.makeKey('one');
  issuer.server.on(() => json(500, {}));
  assert.match((await call(await key.sign())) ?? '', /^PLUGIN_FAILED/);
  issuer.published(key);
  assert.equal(await call(await key.sign()), undefined);
  issuer.server.on(() => json(500, {}));
  bench.time += 3_600_000;
  assert.equal(await call(await key.sign({}, bench.time)), undefined);
  bench.time += 86_400_000;
  assert.match((await call(await key.sign({}, bench.time))) ?? '', /^PLUGIN_FAILED/);
});

test('asks for claims: as a value, in a list, as a word, inside an object', async (context) => {
  const required = [
    { claim: 'scope', values: ['models.use', 'admin'] },
    { claim: 'realm.roles', values: ['user'] },
    { claim: 'tenant' },
  ];
  const { issuer, call } = await bind(context, { required });
  const key = await issuer.makeKey('one');
  issuer.published(key);
  const good = { scope: 'openid models.use', realm: { roles: ['user'] }, tenant: 7 };
  assert.equal(await call(await key.sign(good)), undefined);
  assert.equal(await call(await key.sign({ ...good, scope: ['admin'] })), undefined);
  for (const [name, claims] of Object.entries({
    scope: { ...good, scope: 'models.user' },
    'realm.roles': { ...good, realm: { roles: [] } },
    tenant: { ...good, tenant: null },
  }))
    assert.match((await call(await key.sign(claims))) ?? '', new RegExp(`^FORBIDDEN: .* ${name}\\.$`));
});

test('keeps its keys when the configuration is compiled again', async (context) => {
  const { issuer, bench, config, call } = await bind(context);
  const key = await issuer.makeKey('one');
  issuer.published(key);
  await call(await key.sign());
  const chain = [bindPlugin(jwt, config, bench.tools('staff'))];
  const headers = { authorization: await key.sign() };
  const { error } = await callThrough({
    bench,
    chain,
    caller: { type: 'anonymous', address: '192.0.2.1' },
    route: 'open',
    headers,
  });
  assert.equal(error, undefined);
  assert.equal(issuer.fetched(), 1);
});

test('asks those with an API key too where it should, and leaves them who they are', async (context) => {
  const { issuer, bench, chain } = await bind(context, { apiKeys: 'besides', header: 'x-token' });
  const key = await issuer.makeKey('one');
  issuer.published(key);
  const seen: PluginContext['caller'][] = [];
  const watching = definePlugin<object>({
    ...requestLog,
    compile: () => ({
      onSettled: ({ caller }) => void seen.push(caller),
    }),
  });
  const watched = [...chain, bindPlugin(watching, {}, bench.tools('watching'))];
  const caller = keyCaller('one');
  assert.equal((await callThrough({ bench, chain: watched, caller })).error?.code, 'UNAUTHENTICATED');
  const headers = { 'x-token': await key.sign() };
  assert.equal((await callThrough({ bench, chain: watched, caller, headers })).error, undefined);
  assert.deepEqual(seen, [caller]);
  const stranger = { type: 'anonymous', address: '192.0.2.7' } as const;
  await callThrough({ bench, chain: watched, caller: stranger, route: 'open', headers });
  assert.deepEqual(seen[1], {
    type: 'token',
    issuer: issuer.server.url,
    subject: 'ada',
    consumer: { id: `token:["${issuer.server.url}","ada"]`, name: 'ada', groupIds: [], groupNames: [] },
    address: '192.0.2.7',
  });
});
