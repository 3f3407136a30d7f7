/** Who may come in at all, and what is refused before anything runs. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { ADMIN, type Answer, KEY, startGateway, type TestGateway } from '#test/graphql/gateway.ts';

let gateway: TestGateway;
before(async () => {
  gateway = await startGateway();
});
after(() => gateway.close());

const INTROSPECTION = '{ __schema { queryType { name } } }';

test('without admin credentials nothing of the admin surface answers, introspection included', async () => {
  for (const query of [INTROSPECTION, '{ __typename }', '{ models { nodes { name } } }', 'nonsense']) {
    const response = await gateway.post(query, { url: gateway.adminUrl, headers: KEY });
    assert.equal(response.status, 401);
    assert.equal(response.headers.get('www-authenticate'), 'Bearer');
    const { data, errors } = (await response.json()) as Answer;
    assert.equal(data, undefined);
    assert.equal(errors?.[0]?.extensions?.code, 'UNAUTHENTICATED');
    assert.match(errors?.[0]?.message ?? '', /admin\/login/);
  }
  const byGet = await fetch(`${gateway.adminUrl}?query=${encodeURIComponent(INTROSPECTION)}`);
  assert.equal(byGet.status, 401);
});

test('an administrator may look at the admin schema, anybody at the public one', async () => {
  const admin = await gateway.ask(INTROSPECTION, { url: gateway.adminUrl, headers: ADMIN });
  assert.deepEqual(admin.data, { __schema: { queryType: { name: 'Query' } } });
  assert.deepEqual((await gateway.ask(INTROSPECTION)).data, admin.data);
});

for (const type of [
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'application/graphql',
  undefined,
]) {
  test(`a body of type ${type ?? 'nothing'} is refused with 415`, async () => {
    for (const url of [gateway.url, gateway.adminUrl]) {
      const body = new Blob(['query={__typename}'], type === undefined ? {} : { type });
      const headers = { ...ADMIN, ...(type !== undefined && { 'content-type': type }) };
      const response = await fetch(url, { method: 'POST', headers, body });
      assert.equal(response.status, 415);
      assert.equal(((await response.json()) as Answer).errors?.[0]?.extensions?.code, 'UNSUPPORTED_MEDIA_TYPE');
    }
  });
}

test('GET carries queries only', async () => {
  const get = (query: string, accept: string) =>
    fetch(`${gateway.url}?query=${encodeURIComponent(query)}`, { headers: { accept } });
  const input = '(input: {route: "test", messages: [{role: USER, content: "x"}]})';
  assert.equal((await get('{ __typename }', 'application/json')).status, 200);
  assert.equal((await get(`mutation { chat${input} { __typename } }`, 'application/json')).status, 405);
  assert.equal((await get(`subscription { chatStream${input} { sequence } }`, 'text/event-stream')).status, 405);
  assert.deepEqual(gateway.records, []);
});

test('a page of another origin may not use the admin surface', async () => {
  const from = async (headers: Record<string, string>) =>
    (await gateway.post('{ __typename }', { url: gateway.adminUrl, headers: { ...ADMIN, ...headers } })).status;
  assert.equal(await from({}), 200);
  assert.equal(await from({ origin: new URL(gateway.url).origin }), 200);
  assert.equal(await from({ origin: 'https://console.example.com', 'sec-fetch-site': 'cross-site' }), 200);
  assert.equal(await from({ origin: 'https://evil.example' }), 403);
  assert.equal(await from({ origin: 'null' }), 403);
});

test('a page of another origin may not open a socket', async () => {
  for (const url of [gateway.url, gateway.adminUrl]) {
    const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws', { origin: 'https://evil.example' });
    const [, response] = await once(socket, 'unexpected-response');
    assert.equal(response.statusCode, 403);
    socket.on('error', () => undefined);
    socket.terminate();
  }
});

test('an admin socket without credentials is closed before any operation', async () => {
  const code = async (payload?: object) => {
    const socket = new WebSocket(gateway.adminUrl.replace('http', 'ws'), 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload }));
    const opened = once(socket, 'message').then(([data]) => JSON.parse(String(data)).type as string);
    const first = await Promise.race([opened, once(socket, 'close').then(([number]) => number as number)]);
    socket.terminate();
    return first;
  };
  assert.equal(await code(), 4403);
  assert.equal(await code(KEY), 4403);
  assert.equal(await code(ADMIN), 'connection_ack');
});

test('a document that is too large is refused before it runs', async () => {
  const documents = {
    tokens: `{ ${'__typename '.repeat(700)} }`,
    aliases: `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
    directives: `{ ${Array.from({ length: 51 }, () => '__typename @skip(if: false)').join(' ')} }`,
    'introspected aliases': `{ __schema { ${Array.from({ length: 31 }, (_, index) => `a${index}: types { name }`).join(' ')} } }`,
    'circular fragments': '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
    batch: '',
  };
  for (const [name, query] of Object.entries(documents)) {
    const startedAt = performance.now();
    const { data, errors } = await gateway.ask(query);
    assert.equal(data, undefined, name);
    assert.ok(errors && errors.length > 0, name);
    assert.ok(performance.now() - startedAt < 200, `${name} took too long`);
  }
  const batch = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '[{"query":"{ __typename }"}]',
  });
  assert.equal(batch.status, 400);
});

test('a bomb of fragments is refused at once', async () => {
  const levels = Array.from(
    { length: 22 },
    (_, level) => `fragment F${level} on AvailableModelConnection { ...F${level + 1} ...F${level + 1} }`,
  );
  const query = `{ models { ...F0 } } ${levels.join(' ')} fragment F22 on AvailableModelConnection { totalCount }`;
  const startedAt = performance.now();
  const { errors } = await gateway.ask(query, { headers: KEY });
  assert.match(errors?.[0]?.message ?? '', /too large/);
  assert.ok(performance.now() - startedAt < 200);
});

test('a subscription that is too large never reaches the provider', async () => {
  const levels = Array.from(
    { length: 22 },
    (_, level) => `fragment F${level} on ChatStreamEvent { ...F${level + 1} ...F${level + 1} }`,
  );
  const input = '(input: {route: "test", messages: [{role: USER, content: "x"}]})';
  const query = `subscription { chatStream${input} { ...F0 } } ${levels.join(' ')} fragment F22 on ChatStreamEvent { sequence }`;
  const response = await gateway.post(query, { headers: { accept: 'text/event-stream' } });
  assert.match(await response.text(), /exceeds max/);
  assert.deepEqual([gateway.records, gateway.vendor.bodies], [[], []]);
});

test('a fault shows its id and nothing of itself, and is logged under that id', async () => {
  const { errors } = await gateway.ask('{ viewer { keyName } }', { headers: { authorization: 'Bearer explode' } });
  assert.equal(errors?.[0]?.extensions?.code, 'INTERNAL');
  assert.doesNotMatch(JSON.stringify(errors), /hunter2/);
  const [fault] = gateway.faults.splice(0);
  assert.ok(fault);
  assert.equal((fault.fields as { faultId: string }).faultId, errors?.[0]?.extensions?.faultId);
});

test('a fault while a call comes in is a GatewayFault, recorded and logged', async () => {
  const query = 'mutation { chat(input: {messages: []}) { __typename ... on GatewayError { code message callId } } }';
  const { data } = await gateway.ask(query, { headers: { authorization: 'Bearer explode' } });
  assert.deepEqual([data.chat.__typename, data.chat.code], ['GatewayFault', 'INTERNAL']);
  assert.doesNotMatch(data.chat.message, /hunter2/);
  assert.equal(gateway.records.splice(0)[0]?.callId, data.chat.callId);
  assert.equal(gateway.faults.splice(0).length, 1);
});

test('a page of more than 100 is refused by name', async () => {
  const { errors } = await gateway.ask('{ models(first: 101) { totalCount } }', { headers: KEY });
  assert.equal(errors?.[0]?.message, 'first: Must be from 1 to 100.');
  assert.equal(errors?.[0]?.extensions?.code, 'INVALID_REQUEST');
});

test('a body over the limit is refused with 413', async () => {
  const response = await gateway.post(`{ __typename } # ${'x'.repeat(1_100_000)}`);
  assert.equal(response.status, 413);
});

test('GraphiQL is one page without foreign addresses, compressed and kept', async () => {
  const response = await fetch(gateway.url, { headers: { accept: 'text/html', 'accept-encoding': 'gzip' } });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-encoding'), 'gzip');
  const html = await response.text();
  assert.match(html, /chatStream/);
  assert.doesNotMatch(html, /<(?:script|link)[^>]*(?:src|href)=["']?https?:/i);
  const again = await fetch(gateway.url, {
    headers: { accept: 'text/html', 'if-none-match': response.headers.get('etag') ?? '' },
  });
  assert.equal(again.status, 304);
  const plain = await fetch(gateway.url, { headers: { accept: 'text/html', 'accept-encoding': 'identity' } });
  assert.equal(plain.headers.get('content-encoding'), null);
  assert.equal((await plain.text()).length, html.length);
});

test('GraphiQL of the admin surface sends strangers to the login page', async () => {
  const response = await fetch(gateway.adminUrl, { headers: { accept: 'text/html' }, redirect: 'manual' });
  assert.equal(response.status, 303);
  assert.equal(response.headers.get('location'), '/admin/login');
  const page = await fetch(gateway.adminUrl, { headers: { ...ADMIN, accept: 'text/html' } });
  assert.match(await page.text(), /Gatehouse admin API/);
});
