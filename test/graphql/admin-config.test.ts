/** Models, routes, groups, consumers and credentials as an administrator configures them, over HTTP. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { change, create, named, seenOf, succeeded, updateOf, withModel } from '#test/graphql/admin-mutations.ts';
import { type Data, startAdminGateway } from '#test/support/admin-gateway.ts';

test('a model is created, found, changed and deleted', async (context) => {
  const gateway = await startAdminGateway(context);
  const { provider } = await withModel(gateway);
  const fields =
    'id revision name aliases maxAttempts enabled targets { name upstreamModel priority weight provider { name } }';
  const targets = [
    { name: 'first', providerId: provider.id, upstreamModel: 'demo-1' },
    { name: 'second', providerId: provider.id, upstreamModel: 'demo-2', priority: 1, weight: 5 },
  ];
  const input = { ...named('My Best Model'), aliases: ['best'], targets, maxAttempts: 3 };
  const model = await create(gateway, 'model', input, `${fields} createdAt updatedAt`);
  assert.deepEqual(
    { ...model, id: 0, createdAt: 0, updatedAt: 0 },
    {
      id: 0,
      createdAt: 0,
      updatedAt: 0,
      revision: 1,
      name: 'my-best-model',
      aliases: ['best'],
      maxAttempts: 3,
      enabled: true,
      targets: [
        { name: 'first', upstreamModel: 'demo-1', priority: 0, weight: 100, provider: { name: 'demo' } },
        { name: 'second', upstreamModel: 'demo-2', priority: 1, weight: 5, provider: { name: 'demo' } },
      ],
    },
  );
  const { gatewayModels } = await gateway.ask(`{ gatewayModels(search: "BEST") { totalCount nodes { ${fields} } } }`);
  const { createdAt, updatedAt, ...stored } = model;
  assert.ok(createdAt === updatedAt);
  assert.deepEqual(gatewayModels, { totalCount: 1, nodes: [stored] });

  const patch = { aliases: [], maxAttempts: null, enabled: false };
  const updated = await change(gateway, 'modelUpdate', updateOf('model', model, patch), `model { ${fields} }`);
  assert.deepEqual(succeeded(updated).model, {
    ...stored,
    revision: 2,
    aliases: [],
    maxAttempts: null,
    enabled: false,
  });

  const deleted = await change(gateway, 'modelDelete', seenOf(updated.model), 'deletedId');
  assert.equal(succeeded(deleted).deletedId, model.id);
  assert.equal((await gateway.ask('{ gatewayModels { totalCount } }')).gatewayModels.totalCount, 1);
});

test('a provider names the models that use it', async (context) => {
  const gateway = await startAdminGateway(context);
  const { provider, model } = await withModel(gateway);
  const targets = [{ providerId: provider.id, upstreamModel: 'demo-2' }];
  await create(gateway, 'model', { ...named('Another'), targets });
  await create(gateway, 'provider', { ...named('Unused'), kind: 'DEMO' });
  const { providers } = await gateway.ask('{ providers { nodes { name usedBy { name } } } }');
  assert.deepEqual(providers.nodes, [
    { name: 'demo', usedBy: [{ name: 'another' }, { name: model.name }] },
    { name: 'unused', usedBy: [] },
  ]);
});

test('a route is created, found, changed and deleted', async (context) => {
  const gateway = await startAdminGateway(context);
  const { model } = await withModel(gateway);
  const fields = 'id revision name path access enabled defaultModel { id } allowedModels { id }';
  const input = { ...named('Test'), path: '/test', defaultModelId: model.id, allowedModelIds: [model.id] };
  const route = await create(gateway, 'route', input, fields);
  const stored = {
    id: route.id,
    revision: 1,
    name: 'test',
    path: '/test',
    access: 'KEY',
    enabled: true,
    defaultModel: { id: model.id },
    allowedModels: [{ id: model.id }],
  };
  assert.deepEqual(route, stored);
  const { routes } = await gateway.ask(`{ routes { nodes { ${fields} } } }`);
  assert.deepEqual(routes.nodes, [stored]);

  const patch = { path: null, defaultModelId: null, allowedModelIds: [], access: 'ANONYMOUS', enabled: false };
  const updated = await change(gateway, 'routeUpdate', updateOf('route', route, patch), `route { ${fields} }`);
  const cleared = { path: null, defaultModel: null, allowedModels: [], access: 'ANONYMOUS', enabled: false };
  assert.deepEqual(succeeded(updated).route, { ...stored, revision: 2, ...cleared });

  const deleted = await change(gateway, 'routeDelete', seenOf(updated.route), 'deletedId');
  assert.equal(succeeded(deleted).deletedId, route.id);
});

test('a group and a consumer are created, found, changed and deleted', async (context) => {
  const gateway = await startAdminGateway(context);
  const { model } = await withModel(gateway);
  const group = await create(
    gateway,
    'consumerGroup',
    { ...named('Trial'), allowedModelIds: [model.id] },
    'id revision allowedModels { name }',
  );
  assert.deepEqual(group.allowedModels, [{ name: model.name }]);
  const consumer = await create(
    gateway,
    'consumer',
    { ...named('Shop'), groupIds: [group.id] },
    'id revision enabled groups { name } keys { nodes { id } }',
  );
  assert.deepEqual(
    { ...consumer, id: 0 },
    { id: 0, revision: 1, enabled: true, groups: [{ name: 'trial' }], keys: { nodes: [] } },
  );
  const found = await gateway.ask(
    '{ consumers(search: "sho") { nodes { name } } consumerGroups { nodes { name consumers { nodes { name } } } } }',
  );
  assert.deepEqual(found, {
    consumers: { nodes: [{ name: 'shop' }] },
    consumerGroups: { nodes: [{ name: 'trial', consumers: { nodes: [{ name: 'shop' }] } }] },
  });

  const used = await change(gateway, 'consumerGroupDelete', seenOf(group), 'deletedId');
  assert.deepEqual([used.userErrors[0]?.code, used.userErrors[0]?.path, used.deletedId], ['IN_USE', ['id'], null]);
  assert.match(used.userErrors[0]?.message, /shop/);

  const left = await change(
    gateway,
    'consumerUpdate',
    updateOf('consumer', consumer, { groupIds: [], enabled: false }),
    'consumer { id revision enabled groups { name } }',
  );
  assert.deepEqual(succeeded(left).consumer, { id: consumer.id, revision: 2, enabled: false, groups: [] });
  const opened = await change(
    gateway,
    'consumerGroupUpdate',
    updateOf('consumerGroup', group, { allowedModelIds: null }),
    'consumerGroup { id revision allowedModels { name } }',
  );
  assert.deepEqual(succeeded(opened).consumerGroup.allowedModels, []);
  succeeded(await change(gateway, 'consumerGroupDelete', seenOf(opened.consumerGroup), 'deletedId'));
  succeeded(await change(gateway, 'consumerDelete', seenOf(left.consumer), 'deletedId'));
});

test('a credential is added, rotated, switched off and deleted, and nothing says its secret', async (context) => {
  const gateway = await startAdminGateway(context);
  const provider = await create(gateway, 'provider', { ...named('Vendor'), kind: 'OPENAI' });
  const fields = 'credential { id revision name hint fingerprint weight enabled provider { name } }';
  const [secret, next] = ['sk-canary-one-0123456789-aaaa', 'sk-canary-two-0123456789-bbbb'];
  const seen: Data[] = [];
  const ask = async (mutation: string, given: Parameters<typeof change>[2], selection = fields) => {
    const payload = succeeded(await change(gateway, mutation, given, selection));
    seen.push(payload);
    return payload.credential;
  };
  const added = await ask('credentialAdd', {
    providerId: ['ID!', provider.id],
    secret: ['SecretInput!', { value: secret }],
    resource: ['NewResourceInput!', { displayName: 'Main' }],
    weight: ['Int', 7],
  });
  assert.deepEqual([added.name, added.hint, added.weight, added.enabled], ['main', '…aaaa', 7, true]);
  assert.equal(added.provider.name, 'vendor');
  const rotated = await ask('credentialRotate', { ...seenOf(added), secret: ['SecretInput!', { value: next }] });
  assert.deepEqual([rotated.hint, rotated.revision], ['…bbbb', 2]);
  assert.notEqual(rotated.fingerprint, added.fingerprint);
  const off = await ask('credentialSetEnabled', { ...seenOf(rotated), enabled: ['Boolean!', false] });
  assert.deepEqual([off.enabled, off.revision], [false, 3]);
  await ask('credentialDelete', seenOf(off), 'deletedId');
  seen.push(
    await gateway.ask(
      '{ providers { nodes { credentials { id } } } auditEvents { nodes { differences { fields { path before after } } } } }',
    ),
  );
  assert.deepEqual(seen.at(-1).providers.nodes, [{ credentials: [] }]);
  assert.doesNotMatch(JSON.stringify(seen), /canary/);
});

test('each of several changes in one operation shows the state after it', async (context) => {
  const gateway = await startAdminGateway(context);
  const provider = await create(gateway, 'provider', { ...named('Vendor'), kind: 'OPENAI' });
  const shown = '{ credential { provider { displayName credentials { name } } } }';
  const add = (name: string) =>
    `credentialAdd(providerId: $id, secret: { value: "sk-${name}" }, resource: { displayName: "${name}" }) ${shown}`;
  const rename = 'providerUpdate(id: $id, expectedRevision: 1, input: { resource: { displayName: "Renamed" } })';
  const { first, last } = await gateway.ask(
    `mutation ($id: ID!) { first: ${add('one')} ${rename} { __typename } last: ${add('two')} }`,
    { id: provider.id },
  );
  assert.deepEqual(first.credential.provider, { displayName: 'Vendor', credentials: [{ name: 'one' }] });
  const names = [{ name: 'one' }, { name: 'two' }];
  assert.deepEqual(last.credential.provider, { displayName: 'Renamed', credentials: names });
});
