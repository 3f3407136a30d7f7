/** No secret leaves: after calls and faults of every kind, log, answers, errors and database are searched for all of them. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { startProcess } from '#test/support/gateway-process.ts';
import { createUpstream, json, type RecordedRequest, raw, reset, sse } from '#test/support/upstream.ts';

const canary = (prefix: string): string => `${prefix}${randomBytes(24).toString('hex')}`;

/** In the spellings in which they could slip through; a half of a secret is one too. */
function spellings(secret: string): string[] {
  const middle = Math.ceil(secret.length / 2);
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [secret, encodeURIComponent(secret), base64, secret.slice(0, middle), secret.slice(middle)];
}

const FAULTS = [
  json(401, { error: { message: 'Incorrect API key provided' } }),
  json(500, { error: { message: 'boom' } }),
  raw(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' }),
  raw(200, '{"choices":', { 'content-type': 'application/json' }),
  sse(['data: {"error":{"message":"overloaded"}}\n\n']),
  reset(),
];

test('after calls and faults of every kind no secret is found in log, answers, errors or database', async (context) => {
  const secrets = {
    adminToken: canary('adm-'),
    vendor: canary('sk-canary-'),
    rotated: canary('sk-rotated-'),
    wrongKey: `gh_live_${randomBytes(6).toString('hex')}_${randomBytes(22).toString('hex').slice(0, 43)}_abcdef`,
  };
  const vendor = await createUpstream();
  context.after(() => vendor.close());
  // A vendor that says back what it was sent, as some do.
  const echo = ({ headers }: RecordedRequest) =>
    json(400, {
      error: { message: `Bad request with ${headers.authorization} and ${headers.authorization?.slice(7, 30)}` },
    });
  vendor.on((request, index) => FAULTS[index % (FAULTS.length + 1)] ?? echo(request));

  const gateway = await startProcess(context, [], { GATEHOUSE_ADMIN_TOKEN: secrets.adminToken });
  const [, url = ''] = await gateway.printed(/answers at (http\S+)/);
  const [link = ''] = await gateway.printed(/http\S+\/admin\/login#token=\S+/);
  const answers: string[] = [];
  const post = async (path: string, body: string | object, authorization?: string): Promise<string> => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return `${JSON.stringify([...response.headers])}\n${await response.text()}`;
  };
  const admin = (query: string, variables: object = {}) =>
    post('/admin/graphql', { query, variables }, `Bearer ${secrets.adminToken}`);

  const started = await admin(
    `mutation ($input: QuickStartInput!) {
      quickStart(input: $input) { userErrors { message } plaintext provider { id credentials { id revision } } }
    }`,
    {
      input: {
        provider: {
          kind: 'OPENAI_COMPATIBLE',
          baseUrl: vendor.url,
          allowPrivateNetwork: true,
          credential: { value: secrets.vendor },
        },
        model: { name: 'smart', upstreamModel: 'vendor-1' },
        route: { name: 'test', path: '/test' },
        plugins: [{ config: { requestLog: { content: 'FULL' } } }],
        key: { name: 'everyone' },
      },
    },
  );
  const { quickStart } = JSON.parse(started.slice(started.indexOf('\n'))).data;
  const key: string = quickStart.plaintext;
  assert.match(key, /^gh_live_/);
  const provider = quickStart.provider;

  const messages = [{ role: 'user', content: 'Hello' }];
  for (let call = 0; call <= FAULTS.length; call += 1) {
    answers.push(await post('/test', { messages, stream: call % 2 === 1 }, `Bearer ${key}`));
    answers.push(await post('/v1/chat/completions', { model: 'smart', messages }, `Bearer ${key}`));
  }
  const chat =
    'mutation { chat(input: { route: "test", messages: [{ role: USER, content: "Hi" }] }) { ... on GatewayError { code message } } }';
  answers.push(await post('/graphql', { query: chat }, `Bearer ${key}`));
  answers.push(await post('/test', { messages }, `Bearer ${secrets.wrongKey}`));
  answers.push(await post('/test', `{"messages": "${key}`, `Bearer ${key}`));
  answers.push(
    await post('/admin/graphql', { query: '{ admin { actor { displayName } } }' }, `Bearer ${secrets.wrongKey}`),
  );
  answers.push(
    await admin(
      'mutation ($p: ID!) { providerTestConnection(input: { providerId: $p }) { ok steps { kind status message } } }',
      { p: provider.id },
    ),
  );
  answers.push(
    await admin(
      `mutation ($id: ID!, $revision: Revision!, $secret: SecretInput!) {
        credentialRotate(id: $id, expectedRevision: $revision, secret: $secret) {
          userErrors { message } change { differences { fields { path before after } } } credential { hint fingerprint }
        }
      }`,
      {
        id: provider.credentials[0].id,
        revision: provider.credentials[0].revision,
        secret: { value: secrets.rotated },
      },
    ),
  );
  answers.push(await post('/test', { messages }, `Bearer ${key}`));
  answers.push(
    await admin(`{
    providers { nodes { name settings credentials { hint fingerprint } } }
    apiKeys { nodes { hint status } }
    auditEvents(first: 100) { nodes { action differences { fields { path before after } } } }
    configRevisions { nodes { differences { fields { path before after } } } }
    calls(first: 100) { nodes { status errorCode } }
  }`),
  );
  gateway.child.kill('SIGINT');
  assert.equal(await gateway.ended(), 0);

  const names = (await readdir(gateway.folder)).filter((name) => name !== 'secret.key');
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(join(gateway.folder, name), 'latin1')] as const),
  );
  // The link is printed for the person at the terminal; nothing but that one line may hold it.
  const printed = gateway.output().replace(link, '');
  const places = [
    ['the log', printed],
    ...answers.map((answer, index) => [`answer ${index}`, answer] as const),
    ...files,
  ] as const;
  const searched = {
    ...secrets,
    key: key.split('_')[3] ?? '',
    link: link.slice(link.indexOf('=') + 1),
    sealing: (await readFile(join(gateway.folder, 'secret.key'), 'utf8')).trim(),
  };
  for (const [name, secret] of Object.entries(searched)) {
    assert.ok(secret.length >= 16, name);
    for (const spelling of spellings(secret)) {
      for (const [place, text] of places) assert.ok(!text.includes(spelling), `${name} stands in ${place}`);
    }
  }
  assert.ok(
    vendor.requests.some(({ headers }) => headers.authorization === `Bearer ${secrets.rotated}`),
    'they were used',
  );
});
