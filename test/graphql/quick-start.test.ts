/** From nothing to a first answer, as a new operator does it: through GraphQL and with the line that it gives. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { EXAMPLES } from '#graphql/graphiql-examples.ts';
import { setUpDemo } from '#src/app/demo.ts';
import { FIRST_INPUT, QUICK_START } from '#test/graphql/quick-started.ts';
import { type Answer, startAdminGateway } from '#test/support/admin-gateway.ts';

/** What a shell would hand to curl. */
function requestOf(line: string): { url: string; headers: Record<string, string>; body: string } {
  const print = line.replace(/^curl /, "printf '%s\\0' ");
  const [url = '', ...options] = execFileSync('sh', ['-c', print], { encoding: 'utf8' }).split('\0');
  const values = (flag: string) => options.filter((_, index) => options[index - 1] === flag);
  const headers = Object.fromEntries(values('-H').map((header) => header.split(': ') as [string, string]));
  return { url, headers, body: values('-d')[0] ?? '' };
}

test('the quick start makes a route that answers, and its line makes the first call', async (context) => {
  const gateway = await startAdminGateway(context);
  const { quickStart } = await gateway.ask(QUICK_START, { input: FIRST_INPUT });
  assert.deepEqual(quickStart.userErrors, []);
  assert.equal(quickStart.change.configRevision, 1);
  assert.equal(quickStart.model.name, 'demo-1');
  assert.equal(quickStart.route.path, '/test');
  assert.equal(quickStart.chain.scope, 'ROUTE');
  assert.deepEqual(quickStart.chain.entries, [{ plugin: { name: 'no-passwords' } }]);
  const { url, headers, body } = requestOf(quickStart.curl);
  assert.equal(url, `${gateway.url}/test`);
  assert.equal(headers.authorization, `Bearer ${quickStart.plaintext}`);
  const response = await fetch(url, { method: 'POST', headers, body });
  assert.equal(response.status, 200);
  const answer = (await response.json()) as { choices: { message: { content: string } }[] };
  assert.match(answer.choices[0]?.message.content ?? '', /gateway/i);
});

test('a dry run of the quick start shows the change, makes no key and writes nothing', async (context) => {
  const gateway = await startAdminGateway(context);
  const { quickStart } = await gateway.ask(QUICK_START, { input: FIRST_INPUT, options: { dryRun: true } });
  assert.deepEqual(quickStart.userErrors, []);
  assert.equal(quickStart.plaintext, null);
  assert.match(quickStart.curl, /Bearer <your key>/);
  assert.equal(quickStart.change.dryRun, true);
  assert.deepEqual(quickStart.chain.entries, [{ plugin: { name: 'no-passwords' } }]);
  const kinds = quickStart.change.differences.map(({ kind }: { kind: string }) => kind);
  assert.deepEqual(
    ['PROVIDER', 'MODEL', 'ROUTE', 'CONSUMER', 'API_KEY', 'PLUGIN', 'CHAIN'].filter((kind) => !kinds.includes(kind)),
    [],
  );
  const { server, providers } = await gateway.ask('{ server { configRevision } providers { totalCount } }');
  assert.deepEqual([server.configRevision, providers.totalCount], [0, 0]);
});

test('a quick start that cannot be made says why at the place where it stands, and makes nothing', async (context) => {
  const gateway = await startAdminGateway(context);
  const wrong = {
    'input.provider.baseUrl': { provider: { kind: 'OPENAI', baseUrl: 'http://169.254.169.254' } },
    'input.model.upstreamModel': { model: { upstreamModel: '' } },
    'input.route.path': { route: { path: 'no slash' } },
    'input.plugins.0.config.patternGuard.deny.0': { plugins: [{ config: { patternGuard: { deny: ['('] } } }] },
  };
  for (const [at, part] of Object.entries(wrong)) {
    const { quickStart } = await gateway.ask(QUICK_START, { input: { ...FIRST_INPUT, ...part } });
    assert.deepEqual(
      quickStart.userErrors.map(({ path }: { path: string[] }) => path.join('.')),
      [at],
    );
    assert.deepEqual([quickStart.change, quickStart.plaintext, quickStart.curl], [null, null, null]);
  }
  assert.equal((await gateway.ask('{ providers { totalCount } }')).providers.totalCount, 0);
});

test('a second quick start can use the provider that is there', async (context) => {
  const gateway = await startAdminGateway(context);
  const { quickStart: first } = await gateway.ask(QUICK_START, { input: FIRST_INPUT });
  const { provider: _, ...rest } = FIRST_INPUT;
  const input = {
    ...rest,
    providerId: first.provider.id,
    model: { name: 'second', upstreamModel: 'demo-1' },
    route: { path: '/second', access: 'ANONYMOUS' },
    plugins: [],
    key: null,
  };
  const { quickStart: second } = await gateway.ask(QUICK_START, { input });
  assert.deepEqual(second.userErrors, []);
  assert.equal(second.provider.id, first.provider.id);
  assert.deepEqual([second.plaintext, second.apiKey, second.chain], [null, null, null]);
  const { url, headers, body } = requestOf(second.curl);
  assert.equal(headers.authorization, undefined);
  assert.equal((await fetch(url, { method: 'POST', headers, body })).status, 200);
});

test('a quick start names one provider, a new one or one that is there', async (context) => {
  const gateway = await startAdminGateway(context);
  const { provider: _, ...neither } = FIRST_INPUT;
  for (const input of [neither, { ...FIRST_INPUT, providerId: 'prv_1' }]) {
    const { errors } = await gateway.askRaw(QUICK_START, { input });
    assert.equal(errors?.[0]?.extensions?.code, 'INVALID_REQUEST');
  }
});

test('every example that GraphiQL opens with for administrators works in the demo with what its comment asks for, one after another', async (context) => {
  const gateway = await startAdminGateway(context);
  await setUpDemo(gateway.app);
  let pluginId = '';
  for (const { query } of EXAMPLES.admin) {
    if (query.includes('subscription')) continue;
    // A chain takes the id of a plugin that another example has shown.
    const filled = query.replace('plg_…', pluginId);
    const { data, errors } = query.includes('chat(') ? await answerTo(query) : await gateway.askRaw(filled);
    assert.equal(errors, undefined, query);
    pluginId ||= data.plugins?.nodes[0].id ?? '';
    assert.deepEqual(data.quickStart?.userErrors ?? data.chainSet?.userErrors ?? [], [], query);
    assert.equal(data.chat?.code, undefined, query);
    assert.notEqual(data.providerTestConnection?.ok, false, query);
  }

  async function answerTo(query: string): Promise<Answer> {
    return (await (await gateway.post('/graphql', { query })).json()) as Answer;
  }
});
