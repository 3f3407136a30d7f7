import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { ADMIN_TOKEN, HOUR_MS, openLoginHouse } from '#test/admin/login-house.ts';

async function codeOf(answer: Response): Promise<string> {
  return ((await answer.json()) as { error: { code: string } }).error.code;
}

test('a link signs in once, and the session it opens is taken from then on', async (context) => {
  const { post, who, newToken } = await openLoginHouse(context);
  assert.equal(await who(), null);
  const token = await newToken();
  const first = await post('/admin/login', { token });
  assert.equal(first.status, 204);
  const [cookie = ''] = String(first.headers.get('set-cookie')).split(';', 1);
  assert.equal(await who({ cookie }), 'user');
  assert.equal(await who({ cookie: `theme=dark; ${cookie}; other=1` }), 'user');
  const second = await post('/admin/login', { token });
  assert.equal(second.status, 401);
  assert.match(await second.text(), /npm run login-link/);
});

test('of many who use a link at the same moment one gets in', async (context) => {
  const { post, newToken } = await openLoginHouse(context);
  const token = await newToken();
  const answers = await Promise.all(Array.from({ length: 5 }, () => post('/admin/login', { token })));
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [204, 401, 401, 401, 401]);
});

test('a link is good for an hour', async (context) => {
  const { post, pass, newToken } = await openLoginHouse(context);
  const [late, inTime] = [await newToken(), await newToken()];
  pass(HOUR_MS - 1);
  assert.equal((await post('/admin/login', { token: inTime })).status, 204);
  pass(1);
  assert.equal((await post('/admin/login', { token: late })).status, 401);
});

test('a session ends after eight hours without use, and after seven days in any case', async (context) => {
  const { enter, who, pass } = await openLoginHouse(context);
  const idle = await enter();
  pass(8 * HOUR_MS);
  assert.equal(await who({ cookie: idle }), null);

  const busy = await enter();
  let used = 0;
  while ((await who({ cookie: busy })) !== null) {
    pass(7 * HOUR_MS);
    used += 7;
  }
  assert.equal(used, 7 * 24);
});

test('signing out ends the session itself, not only the memory of the browser', async (context) => {
  const { enter, post, who } = await openLoginHouse(context);
  const [cookie, other] = [await enter(), await enter()];
  const answer = await post('/admin/logout', {}, { cookie });
  assert.equal(answer.status, 204);
  assert.match(String(answer.headers.get('set-cookie')), /^gh_sid=; .*Max-Age=0$/);
  assert.equal(await who({ cookie }), null);
  assert.equal(await who({ cookie: other }), 'user');
});

test('a session that is signed out while it is in use does not come back', async (context) => {
  const { enter, signIn, who, pass } = await openLoginHouse(context);
  const cookie = await enter();
  pass(HOUR_MS);
  const visitor = { address: '127.0.0.1', header: (name: string) => (name === 'cookie' ? cookie : undefined) };
  await Promise.all([signIn.authenticate(visitor), signIn.signOut(visitor)]);
  assert.equal(await who({ cookie }), null);
});

test('no page but our own can use the cookie, and no script can read it', async (context) => {
  const { post, newToken } = await openLoginHouse(context);
  const near = await post('/admin/login', { token: await newToken() });
  assert.match(
    String(near.headers.get('set-cookie')),
    /^gh_sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=604800$/,
  );
});

test('behind https the cookie goes back by https and to this host alone', async (context) => {
  const { signIn, newToken } = await openLoginHouse(context);
  const headers: Record<string, string> = { host: 'gate.example.com' };
  const visitor = { address: '10.0.0.7', header: (name: string) => headers[name] };
  const setCookie = await signIn.redeem(await newToken(), visitor);
  assert.match(setCookie, /^__Host-gh_sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure; Max-Age=604800$/);
  headers.cookie = setCookie.split(';', 1)[0] ?? '';
  assert.equal((await signIn.authenticate(visitor))?.actor.kind, 'user');
  headers.cookie = headers.cookie.replace('__Host-', '');
  assert.equal(await signIn.authenticate(visitor), null, 'a cookie that another host may have set');
});

test('a script administers with the token of the settings, and with nothing like it', async (context) => {
  const { who } = await openLoginHouse(context);
  assert.equal(await who({ authorization: `Bearer ${ADMIN_TOKEN}` }), 'access-token');
  assert.equal(await who({ authorization: `bearer  ${ADMIN_TOKEN}` }), 'access-token');
  for (const authorization of [
    '',
    'Bearer',
    'Bearer ',
    ADMIN_TOKEN,
    `Basic ${ADMIN_TOKEN}`,
    `Bearer ${ADMIN_TOKEN}x`,
    `Bearer ${ADMIN_TOKEN.slice(1)}`,
    `Bearer ${'0'.repeat(64)}`,
  ]) {
    assert.equal(await who({ authorization }), null, authorization);
  }
});

test('without a token in the settings no header administers, not even an empty one', async (context) => {
  const { who } = await openLoginHouse(context, { adminToken: null });
  for (const authorization of ['Bearer ', 'Bearer null', '', `Bearer ${ADMIN_TOKEN}`]) {
    assert.equal(await who({ authorization }), null);
  }
});

test('an address may try five links a minute, and the right one is not taken from it beyond that', async (context) => {
  const { post, pass, newToken } = await openLoginHouse(context);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    assert.equal((await post('/admin/login', { token: `guess-${attempt}` })).status, 401);
  }
  const token = await newToken();
  const refused = await post('/admin/login', { token });
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get('retry-after'), '60');
  pass(60_001);
  assert.equal((await post('/admin/login', { token })).status, 204, 'the link was not spent by the refusal');
});

test('pages of other origins can neither sign a visitor in nor out', async (context) => {
  const { enter, post, who, newToken } = await openLoginHouse(context);
  const cookie = await enter();
  const token = await newToken();
  for (const headers of [
    { origin: 'https://evil.test' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]) {
    const login = await post('/admin/login', { token }, headers);
    assert.equal(login.status, 403, JSON.stringify(headers));
    assert.equal(login.headers.get('set-cookie'), null);
    assert.equal((await post('/admin/logout', {}, { ...headers, cookie })).status, 403);
  }
  const form = await post('/admin/login', { token }, { 'content-type': 'text/plain' });
  assert.equal(form.status, 415);
  assert.equal(await who({ cookie }), 'user');
});

test('a body that holds no token is told so', async (context) => {
  const { post } = await openLoginHouse(context);
  for (const body of [null, [], {}, { token: 7 }, { token: '' }, { Token: 'x' }]) {
    const answer = await post('/admin/login', body);
    assert.equal(answer.status, 400);
    assert.equal(await codeOf(answer), 'INVALID_REQUEST');
  }
  assert.equal((await post('/admin/login', { token: 'x'.repeat(2_000) })).status, 413);
});

test('neither the store nor the log holds anything to sign in with', async (context) => {
  const { post, newToken, enter, stored, logged } = await openLoginHouse(context);
  const token = await newToken();
  const session = (await enter()).slice('gh_sid='.length);
  assert.ok((await stored()).includes(createHash('sha256').update(token).digest('hex')));
  assert.ok((await stored()).includes(createHash('sha256').update(session).digest('hex')));
  await post('/admin/login', { token });
  await post('/admin/login', { token });
  for (const secret of [token, session, ADMIN_TOKEN]) {
    assert.ok(!(await stored()).includes(secret));
    assert.ok(!logged().includes(secret));
  }
});

test('the page lets its own style and script run and nothing else', async (context) => {
  const { url } = await openLoginHouse(context);
  const answer = await fetch(`${url}/admin/login`);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8');
  const html = await answer.text();
  const policy = String(answer.headers.get('content-security-policy'));
  assert.doesNotMatch(policy, /unsafe|https?:|\*/);
  for (const name of ['style', 'script']) {
    const [, text = ''] = new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(html) ?? [];
    const hash = createHash('sha256').update(text).digest('base64');
    assert.ok(text !== '' && policy.includes(`${name}-src 'sha256-${hash}'`), name);
  }
  assert.doesNotMatch(html, /\son\w+=|\sstyle=|<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!data:,)/);
  assert.match(html, /<html lang="en">/);
  const head = await fetch(`${url}/admin/login`, { method: 'HEAD' });
  assert.equal(head.headers.get('content-length'), String(Buffer.byteLength(html)));
});
