import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { ConnectionCheck } from '#admin/connection-test/connection-check.ts';
import { type TestConnection, testConnection } from '#admin/connection-test/test-connection.ts';
import { createModel } from '#admin/model/create-model.ts';
import { createProvider } from '#admin/provider/create-provider.ts';
import type { ProviderCreateInput } from '#admin/provider/provider-input.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { SECRET } from '#test/admin/furnish.ts';
import { changed, type House, openHouse, WRITE } from '#test/admin/house.ts';
import { createUpstream, hang, json, type Upstream } from '#test/support/upstream.ts';

const MODELS = { object: 'list', data: [{ id: 'embedder' }, { id: 'chatter' }] };
const ANSWER = {
  id: 'c1',
  object: 'chat.completion',
  created: 1,
  model: 'chatter',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello.' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
};

interface Scene {
  readonly house: House;
  readonly upstream: Upstream;
  readonly draft: ProviderCreateInput;
  check(input: TestConnection, signal?: AbortSignal): Promise<ConnectionCheck>;
}

async function arrange(t: TestContext): Promise<Scene> {
  const house = await openHouse(t);
  const upstream = await createUpstream();
  t.after(() => upstream.close());
  upstream.on(({ path }) => (path.endsWith('/models') ? json(200, MODELS) : json(200, ANSWER)));
  return {
    house,
    upstream,
    draft: {
      resource: { displayName: 'Draft' },
      kind: 'openai-compatible',
      baseUrl: `${upstream.url}/v1`,
      allowPrivateNetwork: true,
      secret: SECRET,
    },
    check: (input, signal = new AbortController().signal) => testConnection(input, house.context, signal),
  };
}

function stepsOf({ steps }: ConnectionCheck): readonly string[] {
  return steps.map(({ kind, status }) => `${kind} ${status}`);
}

const OPEN = ['policy passed', 'dns passed', 'connect passed', 'tls skipped'];

test('a drafted provider is tried with its secret, and nothing of it is stored', async (t) => {
  const { house, upstream, draft, check } = await arrange(t);
  const result = await check({ draft });
  assert.deepEqual(stepsOf(result), [...OPEN, 'authenticate passed', 'list-models passed', 'complete passed']);
  assert.equal(result.ok, true);
  assert.deepEqual(
    result.models.map(({ name }) => name),
    ['chatter', 'embedder'],
  );
  assert.equal(result.checkedAt, house.time.now);
  assert.deepEqual(
    upstream.requests.map(({ headers }) => headers.authorization),
    [`Bearer ${SECRET}`, `Bearer ${SECRET}`],
  );
  assert.equal(JSON.stringify(result).includes(SECRET), false);
  assert.equal((await house.store.config.load()).revision, 0);
  assert.equal((await house.store.history.auditEvents({ first: 1, after: null })).rows.length, 0);
});

test('a stored provider is tried with its own credential and with a model that is in use', async (t) => {
  const { house, upstream, draft, check } = await arrange(t);
  const { result: provider } = await changed(createProvider(draft, house.context, WRITE));
  const targets = [{ providerId: provider.id, upstreamModel: 'tuned' }];
  await changed(createModel({ resource: { displayName: 'Tuned' }, targets }, house.context, WRITE));
  const before = await house.store.config.load();
  assert.equal((await check({ providerId: provider.id })).ok, true);
  assert.equal(upstream.requests[1]?.headers.authorization, `Bearer ${SECRET}`);
  const { body } = upstream.requests[1] ?? {};
  assert.equal(Object(body).model, 'tuned');
  assert.deepEqual(await house.store.config.load(), before);
});

test('a credential that the vendor refuses fails at its own step, wherever that shows', async (t) => {
  const { upstream, draft, check } = await arrange(t);
  for (const status of [401, 403]) {
    upstream.on(() => json(status, { error: { message: `Wrong key ${SECRET}.` } }));
    const listed = await check({ draft });
    assert.deepEqual(stepsOf(listed), [...OPEN, 'authenticate failed', 'list-models skipped', 'complete skipped']);
    assert.equal(listed.ok, false);
    assert.match(listed.steps[4]?.message ?? '', new RegExp(`HTTP ${status}`));
    assert.equal(JSON.stringify(listed).includes(SECRET), false);
  }
  upstream.on(({ path }) => (path.endsWith('/models') ? json(200, MODELS) : json(401, {})));
  const answered = await check({ draft });
  assert.deepEqual(stepsOf(answered).slice(4), ['authenticate failed', 'list-models passed', 'complete skipped']);
});

test('a server without a list of models is asked for an answer all the same', async (t) => {
  const { house, upstream, draft, check } = await arrange(t);
  upstream.on(({ path }) => (path.endsWith('/models') ? json(404, {}) : json(200, ANSWER)));
  const drafted = await check({ draft });
  assert.deepEqual(stepsOf(drafted).slice(4), ['authenticate skipped', 'list-models skipped', 'complete skipped']);
  const { result: provider } = await changed(createProvider(draft, house.context, WRITE));
  const targets = [{ providerId: provider.id, upstreamModel: 'tuned' }];
  await changed(createModel({ resource: { displayName: 'Tuned' }, targets }, house.context, WRITE));
  const stored = await check({ providerId: provider.id });
  assert.deepEqual(stepsOf(stored).slice(4), ['authenticate passed', 'list-models skipped', 'complete passed']);
});

test('a vendor in trouble fails the step in which it shows', async (t) => {
  const { upstream, draft, check } = await arrange(t);
  upstream.on(() => json(500, {}));
  assert.deepEqual(stepsOf(await check({ draft })).slice(4), [
    'authenticate skipped',
    'list-models failed',
    'complete skipped',
  ]);
  upstream.on(({ path }) => (path.endsWith('/models') ? json(200, MODELS) : json(200, { nothing: true })));
  assert.deepEqual(stepsOf(await check({ draft })).slice(4), [
    'authenticate passed',
    'list-models passed',
    'complete failed',
  ]);
});

test('an address that may not be used or does not answer ends the test before anything is sent', async (t) => {
  const { upstream, draft, check } = await arrange(t);
  const blocked = await check({ draft: { ...draft, allowPrivateNetwork: false } });
  const skipped = ['authenticate skipped', 'list-models skipped', 'complete skipped'];
  assert.deepEqual(stepsOf(blocked), ['policy failed', 'dns skipped', 'connect skipped', 'tls skipped', ...skipped]);
  assert.equal(upstream.requests.length, 0);
  await upstream.close();
  const closed = await check({ draft });
  assert.deepEqual(stepsOf(closed), ['policy passed', 'dns passed', 'connect failed', 'tls skipped', ...skipped]);
});

test('a provider inside the gateway needs no network', async (t) => {
  const { check } = await arrange(t);
  const result = await check({ draft: { resource: { displayName: 'Demo' }, kind: 'demo' } });
  const skipped = ['policy skipped', 'dns skipped', 'connect skipped', 'tls skipped', 'authenticate skipped'];
  assert.deepEqual(stepsOf(result), [...skipped, 'list-models passed', 'complete passed']);
  assert.equal(result.ok, true);
});

test('a provider without the credential it needs is not asked', async (t) => {
  const { upstream, draft, check } = await arrange(t);
  const result = await check({ draft: { ...draft, kind: 'openai', secret: null } });
  assert.deepEqual(stepsOf(result).slice(4), ['authenticate failed', 'list-models skipped', 'complete skipped']);
  assert.equal(upstream.requests.length, 0);
});

test('what cannot be a provider is refused at its field', async (t) => {
  const { draft, check } = await arrange(t);
  const pathsOf = async (input: TestConnection) => {
    const thrown: unknown = await check(input).catch((error: unknown) => error);
    assert.ok(thrown instanceof GatewayError);
    return thrown.details.issues?.map(({ path }) => path.join('.'));
  };
  assert.deepEqual(await pathsOf({ providerId: 'prv_none' }), ['input.providerId']);
  assert.deepEqual(await pathsOf({ draft: { ...draft, kind: 'nonsense' } }), ['input.draft.kind']);
  assert.deepEqual(await pathsOf({ draft: { ...draft, baseUrl: null } }), ['input.draft.baseUrl']);
  assert.deepEqual(await pathsOf({ draft: { ...draft, secret: 'a b' } }), ['input.draft.credential']);
  assert.deepEqual(await pathsOf({ draft: { ...draft, settings: { sendReasoning: 1 } } }), [
    'input.draft.settings.sendReasoning',
  ]);
});

test('a test that nobody waits for any more stops asking', async (t) => {
  const { upstream, draft, check } = await arrange(t);
  upstream.on(() => hang());
  const leaving = new AbortController();
  const pending = check({ draft }, leaving.signal);
  await upstream.received(0);
  leaving.abort();
  await assert.rejects(pending, { code: 'CANCELLED' });
  assert.equal((await upstream.requestClosed(0)).closedBy, 'client');
});
