/** The process as a newcomer and as an operator meet it: the first start, the ways in, the things that go wrong, and the end. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { startProcess } from '#test/support/gateway-process.ts';

const run = promisify(execFile);

test('the demo prints a cURL line that works, within five seconds of its start', async (context) => {
  const startedAt = performance.now();
  const demo = await startProcess(context, ['--demo']);
  const [line] = await demo.printed(/curl http.*$/m);
  const { stdout } = await run('sh', ['-c', line]);
  const seconds = (performance.now() - startedAt) / 1_000;
  const completion = JSON.parse(stdout);
  assert.equal(completion.object, 'chat.completion');
  assert.match(completion.choices[0].message.content, /Chuck Norris/);
  assert.ok(seconds < 5, `${seconds} s`);
});

test('the printed link signs in once; without it nothing of the admin surface answers', async (context) => {
  const demo = await startProcess(context, ['--demo']);
  const [link = ''] = await demo.printed(/http\S+\/admin\/login#token=\S+/);
  await demo.printed(/Try it/);
  const { origin, hash } = new URL(link);
  const introspect = (headers: Record<string, string> = {}) =>
    fetch(`${origin}/admin/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: '{ __schema { queryType { name } } }' }),
    });
  const stranger = await introspect();
  assert.equal(stranger.status, 401);
  assert.doesNotMatch(await stranger.text(), /queryType/);

  const signIn = () =>
    fetch(`${origin}/admin/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ token: hash.slice('#token='.length) }),
    });
  const opened = await signIn();
  assert.equal(opened.status, 204);
  const cookie = opened.headers.get('set-cookie') ?? '';
  assert.match(cookie, /HttpOnly; SameSite=Strict/);
  assert.equal((await introspect({ cookie: cookie.split(';')[0] ?? '' })).status, 200);
  assert.equal((await signIn()).status, 401, 'the link works once');

  // Another process makes another link for the running gateway.
  const { GATEHOUSE_PORT, ...rest } = { GATEHOUSE_PORT: new URL(origin).port, GATEHOUSE_DATA_DIR: demo.folder };
  const maker = await startProcess(context, ['login-link'], { GATEHOUSE_PORT, ...rest });
  assert.equal(await maker.ended(), 0);
  assert.match(maker.output(), /^http:\/\/127\.0\.0\.1:\d+\/admin\/login#token=\S+\n$/);
});

test('a second start keeps what was configured', async (context) => {
  const folder = await temporaryFolder(context);
  const environment = { GATEHOUSE_DATA_DIR: folder };
  const first = await startProcess(context, ['--demo'], environment);
  await first.printed(/Try it/);
  first.child.kill('SIGINT');
  assert.equal(await first.ended(), 0);
  const second = await startProcess(context, [], environment);
  const [, url = ''] = await second.printed(/answers at (http\S+)/);
  assert.equal((await askTest(url)).status, 200);
});

test('what goes wrong at the start is said in one message that names the setting and the way out', async (context) => {
  const busy = createServer();
  busy.listen(0, '127.0.0.1');
  await once(busy, 'listening');
  context.after(() => busy.close());
  const { port } = busy.address() as AddressInfo;
  const brokenKey = await temporaryFolder(context);
  await writeFile(join(brokenKey, 'secret.key'), 'not a key', { mode: 0o600 });
  const openKey = await temporaryFolder(context);
  await writeFile(join(openKey, 'secret.key'), Buffer.alloc(32, 7).toString('base64'));
  await chmod(join(openKey, 'secret.key'), 0o644);
  const noDatabase = await temporaryFolder(context);
  await writeFile(
    join(noDatabase, 'gatehouse.db'),
    'This is a letter and not a database, long enough to be read as one.'.repeat(20),
  );

  const cases: readonly [string, Record<string, string>, RegExp][] = [
    [
      'a port in use',
      { GATEHOUSE_PORT: String(port) },
      new RegExp(`Port ${port} .*in use.*GATEHOUSE_PORT=${port + 1}`),
    ],
    ['a port that is none', { GATEHOUSE_PORT: 'eighty' }, /GATEHOUSE_PORT/],
    ['a typing error', { GATEHOUSE_PROT: '80' }, /GATEHOUSE_PROT.*Did you mean GATEHOUSE_PORT\?/],
    ['a secret key that is none', { GATEHOUSE_SECRET_KEY: 'short' }, /GATEHOUSE_SECRET_KEY/],
    ['a key file that is none', { GATEHOUSE_DATA_DIR: brokenKey }, /secret\.key/],
    ['a key file that others may read', { GATEHOUSE_DATA_DIR: openKey }, /chmod 600 \S*secret\.key/],
    ['a file that is no database', { GATEHOUSE_DATA_DIR: noDatabase }, /gatehouse\.db/],
    ['an admin token that can be guessed', { GATEHOUSE_ADMIN_TOKEN: 'admin' }, /GATEHOUSE_ADMIN_TOKEN/],
  ];
  for (const [name, environment, message] of cases) {
    const started = await startProcess(context, [], environment);
    assert.equal(await started.ended(), 1, name);
    assert.match(started.output(), message, name);
    assert.doesNotMatch(started.output(), /\n\s+at /, `${name}: no stack`);
    assert.doesNotMatch(started.output(), /eighty-one|admin"/, name);
  }
});

test('another secret key is refused before anything is read with it', async (context) => {
  const folder = await temporaryFolder(context);
  const first = await startProcess(context, ['--demo'], { GATEHOUSE_DATA_DIR: folder });
  await first.printed(/Try it/);
  first.child.kill('SIGINT');
  await first.ended();
  assert.equal((await stat(join(folder, 'secret.key'))).mode & 0o777, 0o600);
  assert.equal((await stat(join(folder, 'gatehouse.db'))).mode & 0o077, 0);
  await rm(join(folder, 'secret.key'));
  const second = await startProcess(context, [], { GATEHOUSE_DATA_DIR: folder });
  assert.equal(await second.ended(), 1);
  assert.match(second.output(), /secret key/i);
  assert.ok((await readFile(join(folder, 'gatehouse.db'))).length > 0);
});

test('a polite stop lets a stream come to its end and takes no new calls', async (context) => {
  const demo = await startProcess(context, ['--demo'], { GATEHOUSE_DRAIN_DELAY: '100ms' });
  const [, url = ''] = await demo.printed(/answers at (http\S+)/);
  await demo.printed(/Try it/);
  const response = await fetch(`${url}/test`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messages: [{ role: 'user', content: 'How does an AI gateway work?' }], stream: true }),
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await reader?.read())?.value ?? '';
  demo.child.kill('SIGTERM');
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) text += next.value;
  assert.match(text, /data: \[DONE\]\n\n$/);
  assert.equal(await demo.ended(), 0);
  await assert.rejects(fetch(`${url}/healthz`));
});

function askTest(url: string): Promise<Response> {
  return fetch(`${url}/test`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messages: [{ role: 'user', content: 'Hello' }] }),
  });
}

async function temporaryFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-start-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
