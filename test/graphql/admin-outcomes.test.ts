/** How a change can end besides well: what is wrong with it, what came in between, and what it would have done. */
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

test('what is deleted may not be in use, and the answer says by whom', async (context) => {
  const gateway = await startAdminGateway(context);
  const { provider, model } = await withModel(gateway);
  await create(gateway, 'route', { ...named('Test'), defaultModelId: model.id });
  for (const [mutation, seen, user] of [
    ['providerDelete', provider, model.name],
    ['modelDelete', model, 'test'],
  ]) {
    const { userErrors, deletedId } = await change(gateway, mutation, seenOf(seen), 'deletedId');
    assert.deepEqual([userErrors[0]?.code, userErrors[0]?.path, deletedId], ['IN_USE', ['id'], null], mutation);
    assert.ok(userErrors[0].message.includes(user), userErrors[0].message);
  }
});

test('every mistake is told at once, with the path of its argument', async (context) => {
  const gateway = await startAdminGateway(context);
  const { provider, model } = await withModel(gateway);
  const mistakes = async (mutation: string, given: Parameters<typeof change>[2]) => {
    const { userErrors, conflict, change: done } = await change(gateway, mutation, given, '__typename');
    assert.deepEqual([conflict, done], [null, null]);
    return userErrors.map(({ code, path }: Data) => `${code} ${path.join('.')}`).sort();
  };
  const revision = async () => (await gateway.ask('{ server { configRevision } }')).server.configRevision;
  const before = await revision();
  const targets = [
    { providerId: 'prv_nowhere', upstreamModel: 'demo-1' },
    { providerId: provider.id, upstreamModel: ' ', weight: -1 },
  ];
  const resource = { displayName: 'Again', name: model.name };
  assert.deepEqual(await mistakes('modelCreate', inputOf('model', 'Create', { resource, targets })), [
    'NOT_FOUND input.targets.0.providerId',
    'OUT_OF_RANGE input.targets.1.weight',
    'REQUIRED input.targets.1.upstreamModel',
    'TAKEN input.resource.name',
  ]);
  const route = { ...named(' '), allowedModelIds: [model.id, 'mdl_nowhere'], defaultModelId: 'mdl_lost' };
  assert.deepEqual(
    (await mistakes('routeCreate', inputOf('route', 'Create', route))).filter(
      (one: string) => !one.startsWith('INVALID'),
    ),
    ['NOT_FOUND input.allowedModelIds.1', 'NOT_FOUND input.defaultModelId', 'REQUIRED input.resource.displayName'],
  );
  const consumer = { ...named('Shop'), groupIds: ['grp_nowhere'] };
  assert.deepEqual(await mistakes('consumerCreate', inputOf('consumer', 'Create', consumer)), [
    'NOT_FOUND input.groupIds.0',
  ]);
  const group = { ...named('Trial'), allowedModelIds: ['mdl_nowhere'] };
  assert.deepEqual(await mistakes('consumerGroupCreate', inputOf('consumerGroup', 'Create', group)), [
    'NOT_FOUND input.allowedModelIds.0',
  ]);
  const secret = ['SecretInput!', { value: 'two words' }] as const;
  const lost = {
    providerId: ['ID!', provider.id],
    secret,
    resource: ['NewResourceInput!', { displayName: 'x' }],
  } as const;
  assert.deepEqual(await mistakes('credentialAdd', lost), ['INVALID secret']);
  assert.deepEqual(await mistakes('modelDelete', seenOf({ id: 'mdl_nowhere', revision: 1 })), ['NOT_FOUND id']);
  assert.equal(await revision(), before);
});

test('who changes what somebody else has changed meanwhile is told so, with the present state', async (context) => {
  const gateway = await startAdminGateway(context);
  for (const { noun, seen } of await oneOfEach(gateway)) {
    const [first, second] = [{ resource: { displayName: 'First' } }, { resource: { displayName: 'Second' } }];
    const selection = `${noun} { displayName revision }`;
    succeeded(await change(gateway, `${noun}Update`, updateOf(noun, seen, first), selection));
    const late = await change(gateway, `${noun}Update`, updateOf(noun, seen, second), selection);
    assert.deepEqual([late.userErrors, late.change], [[], null], noun);
    assert.deepEqual([late.conflict.expected, late.conflict.actual], [1, 2], noun);
    assert.deepEqual(late[noun], { displayName: 'First', revision: 2 }, noun);
    const deletion = await change(gateway, `${noun}Delete`, seenOf(seen), 'deletedId');
    assert.deepEqual([deletion.conflict?.actual, deletion.deletedId], [2, null], noun);
  }
});

test('a dry run shows the change and writes nothing', async (context) => {
  const gateway = await startAdminGateway(context);
  const everything = `{
    server { configRevision }
    gatewayModels { nodes { name revision } } routes { nodes { name revision } }
    consumers { nodes { name revision } } consumerGroups { nodes { name revision } }
  }`;
  const resources = await oneOfEach(gateway);
  const before = await gateway.ask(everything);
  for (const { noun, seen, input } of resources) {
    const selection = `${noun} { displayName revision }`;
    const made = await change(
      gateway,
      `${noun}Create`,
      { ...inputOf(noun, 'Create', { ...input, ...named('Tried') }), ...DRY_RUN },
      selection,
    );
    assert.deepEqual([made.change.dryRun, made.change.configRevision], [true, null], noun);
    assert.deepEqual(made[noun], { displayName: 'Tried', revision: 1 }, noun);
    const updated = await change(
      gateway,
      `${noun}Update`,
      { ...updateOf(noun, seen, { resource: { displayName: 'Tried' } }), ...DRY_RUN },
      selection,
    );
    assert.deepEqual(updated[noun], { displayName: 'Tried', revision: 2 }, noun);
    assert.deepEqual(
      updated.change.differences.map(({ action, fields }: Data) => [action, fields]),
      [['UPDATE', [{ path: 'displayName', before: input.resource.displayName, after: 'Tried' }]]],
      noun,
    );
    const deleted = await change(gateway, `${noun}Delete`, { ...seenOf(seen), ...DRY_RUN }, 'deletedId');
    assert.deepEqual([deleted.change?.dryRun, deleted.deletedId], [true, seen.id], noun);
  }
  assert.deepEqual(await gateway.ask(everything), before);
});

/** One resource of each noun that nothing uses, with the input that made it. */
async function oneOfEach(gateway: AdminGateway): Promise<{ noun: string; seen: Data; input: Data }[]> {
  const provider = await create(gateway, 'provider', { ...named('Demo'), kind: 'DEMO' });
  const inputs = {
    model: { ...named('One'), targets: [{ providerId: provider.id, upstreamModel: 'demo-1' }] },
    route: named('One'),
    consumerGroup: named('One'),
    consumer: named('One'),
  };
  const made = [];
  for (const [noun, input] of Object.entries(inputs))
    made.push({ noun, seen: await create(gateway, noun, input), input });
  return made;
}
