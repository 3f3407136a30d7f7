/** The life of a key, from the mutation that makes it to the call that it no longer opens. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  change,
  create,
  DRY_RUN,
  inputOf,
  named,
  seenOf,
  succeeded,
  updateOf,
  withModel,
} from '#test/graphql/admin-mutations.ts';
import { type AdminGateway, type Data, startAdminGateway } from '#test/support/admin-gateway.ts';

const FIELDS = `apiKey {
  id revision name hint status consumer { name } allowedModels { name } allowedRoutes { name } permissions
  expiresAt revokedAt rotationEndsAt
}`;

async function withConsumer(gateway: AdminGateway) {
  const { model } = await withModel(gateway);
  const route = await create(gateway, 'route', { ...named('Test'), path: '/test', defaultModelId: model.id });
  const consumer = await create(gateway, 'consumer', named('Shop'));
  return { model, route, consumer };
}

async function makeKey(gateway: AdminGateway, input: Readonly<Record<string, unknown>>): Promise<Data> {
  const given = inputOf('apiKey', 'Create', { ...named('Backend'), ...input });
  return succeeded(await change(gateway, 'apiKeyCreate', given, `${FIELDS} plaintext`));
}

async function statusOfCall({ post }: AdminGateway, key: string): Promise<number> {
  const response = await post('/test', { messages: [{ role: 'user', content: 'Hello' }] }, key);
  await response.text();
  return response.status;
}

test('a new key opens the door at once, and its text is told this once', async (context) => {
  const gateway = await startAdminGateway(context);
  const { model, route, consumer } = await withConsumer(gateway);
  const { apiKey, plaintext } = await makeKey(gateway, {
    consumerId: consumer.id,
    allowedModelIds: [model.id],
    allowedRouteIds: [route.id],
    permissions: ['SEE_TARGETS'],
    expiresAt: '2099-01-01T00:00:00.000Z',
  });
  assert.deepEqual(
    { ...apiKey, id: 0, hint: 0 },
    {
      id: 0,
      hint: 0,
      revision: 1,
      name: 'backend',
      status: 'ACTIVE',
      consumer: { name: 'shop' },
      allowedModels: [{ name: model.name }],
      allowedRoutes: [{ name: 'test' }],
      permissions: ['SEE_TARGETS'],
      expiresAt: '2099-01-01T00:00:00.000Z',
      revokedAt: null,
      rotationEndsAt: null,
    },
  );
  assert.equal(await statusOfCall(gateway, plaintext), 200);
  const seen = await gateway.ask(
    '{ apiKeys(search: "BACK") { nodes { id hint } } consumers { nodes { keys { nodes { name hint } } } } configRevisions { nodes { differences { fields { path before after } } } } }',
  );
  assert.deepEqual(seen.apiKeys.nodes, [{ id: apiKey.id, hint: apiKey.hint }]);
  assert.deepEqual(seen.consumers.nodes, [{ keys: { nodes: [{ name: 'backend', hint: apiKey.hint }] } }]);
  // gh_live_<public id>_<secret>_<checksum>
  const secret = plaintext.split('_')[3];
  assert.equal(secret.length, 43);
  assert.ok(!JSON.stringify(seen).includes(secret));
});

test('a key is paused, resumed and limited by changing it', async (context) => {
  const gateway = await startAdminGateway(context);
  const { consumer } = await withConsumer(gateway);
  const { apiKey, plaintext } = await makeKey(gateway, { consumerId: consumer.id });
  const update = async (seen: Data, input: Readonly<Record<string, unknown>>) =>
    succeeded(await change(gateway, 'apiKeyUpdate', updateOf('apiKey', seen, input), FIELDS)).apiKey;
  const paused = await update(apiKey, { paused: true });
  assert.equal(paused.status, 'PAUSED');
  assert.equal(await statusOfCall(gateway, plaintext), 401);
  const resumed = await update(paused, { paused: false, permissions: ['SEE_TRACES'] });
  assert.deepEqual([resumed.status, resumed.permissions, resumed.revision], ['ACTIVE', ['SEE_TRACES'], 3]);
  assert.equal(await statusOfCall(gateway, plaintext), 200);
  const late = await change(gateway, 'apiKeyUpdate', updateOf('apiKey', apiKey, { paused: true }), FIELDS);
  assert.deepEqual([late.conflict, late.apiKey], [{ ...late.conflict, expected: 1, actual: 3 }, resumed]);
});

test('after a rotation the text before works as long as was asked, and no longer', async (context) => {
  const gateway = await startAdminGateway(context);
  const { consumer } = await withConsumer(gateway);
  const first = await makeKey(gateway, { consumerId: consumer.id });
  const rotate = async (given: Readonly<Record<string, readonly [string, unknown]>> = {}) =>
    succeeded(await change(gateway, 'apiKeyRotate', { id: ['ID!', first.apiKey.id], ...given }, `${FIELDS} plaintext`));
  const before = Date.now();
  const second = await rotate();
  const day = 24 * 3_600_000;
  const ends = Date.parse(second.apiKey.rotationEndsAt);
  assert.ok(ends >= before + day && ends <= Date.now() + day, second.apiKey.rotationEndsAt);
  assert.equal(second.apiKey.id, first.apiKey.id);
  assert.notEqual(second.plaintext, first.plaintext);
  for (const { plaintext } of [first, second]) assert.equal(await statusOfCall(gateway, plaintext), 200);

  const third = await rotate({ overlap: ['Duration', 'PT0S'] });
  assert.equal(third.apiKey.rotationEndsAt, null);
  for (const { plaintext } of [first, second]) assert.equal(await statusOfCall(gateway, plaintext), 401);
  assert.equal(await statusOfCall(gateway, third.plaintext), 200);
});

test('a revoked key opens nothing, stays to be seen, and cannot come back', async (context) => {
  const gateway = await startAdminGateway(context);
  const { consumer } = await withConsumer(gateway);
  const { apiKey, plaintext } = await makeKey(gateway, { consumerId: consumer.id });
  const id = ['ID!', apiKey.id] as const;
  const revoked = await change(gateway, 'apiKeyRevoke', { id, reason: ['String', 'It was in a log.'] }, FIELDS);
  assert.equal(succeeded(revoked).apiKey.status, 'REVOKED');
  assert.equal(await statusOfCall(gateway, plaintext), 401);
  const { auditEvents } = await gateway.ask('{ auditEvents(first: 1) { nodes { comment } } }');
  assert.deepEqual(auditEvents.nodes, [{ comment: 'It was in a log.' }]);
  const rotated = await change(gateway, 'apiKeyRotate', { id }, 'plaintext');
  assert.deepEqual([rotated.userErrors[0]?.path, rotated.plaintext], [['id'], null]);
  const resumed = await change(gateway, 'apiKeyUpdate', updateOf('apiKey', revoked.apiKey, { paused: false }), FIELDS);
  assert.deepEqual(resumed.userErrors[0]?.path, ['id']);
});

test('a dry run makes no text, and mistakes are told with their paths', async (context) => {
  const gateway = await startAdminGateway(context);
  const { consumer } = await withConsumer(gateway);
  const { apiKey, plaintext } = await makeKey(gateway, { consumerId: consumer.id });
  const input = inputOf('apiKey', 'Create', { ...named('Other'), consumerId: consumer.id });
  const made = succeeded(await change(gateway, 'apiKeyCreate', { ...input, ...DRY_RUN }, `${FIELDS} plaintext`));
  assert.deepEqual([made.apiKey.name, made.plaintext, made.change.dryRun], ['other', null, true]);
  const id = ['ID!', apiKey.id] as const;
  const rotated = succeeded(await change(gateway, 'apiKeyRotate', { id, ...DRY_RUN }, `${FIELDS} plaintext`));
  assert.deepEqual([rotated.apiKey.revision, rotated.plaintext], [2, null]);
  const revoked = succeeded(await change(gateway, 'apiKeyRevoke', { id, ...DRY_RUN }, FIELDS));
  assert.equal(revoked.apiKey.status, 'REVOKED');
  assert.equal(await statusOfCall(gateway, plaintext), 200);

  const wrong = {
    ...named('Wrong'),
    consumerId: 'csm_nowhere',
    allowedRouteIds: ['rte_x'],
    expiresAt: '2001-01-01T00:00:00Z',
  };
  const { userErrors } = await change(gateway, 'apiKeyCreate', inputOf('apiKey', 'Create', wrong), 'plaintext');
  assert.deepEqual(userErrors.map(({ path }: Data) => path.join('.')).sort(), [
    'input.allowedRouteIds.0',
    'input.consumerId',
    'input.expiresAt',
  ]);
  const used = await change(gateway, 'consumerDelete', seenOf(consumer), 'deletedId');
  assert.deepEqual([used.userErrors[0]?.code, used.deletedId], ['IN_USE', null]);
});
