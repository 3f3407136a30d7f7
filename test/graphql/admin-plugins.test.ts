/** Plugins as an administrator keeps them: typed, checked as a whole, never lost from a chain that needs them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { plugins } from '#plugins/registry.ts';
import { create } from '#test/graphql/admin-mutations.ts';
import { startChainSetting } from '#test/graphql/chain-setting.ts';
import { type AdminGateway, startAdminGateway } from '#test/support/admin-gateway.ts';

const CREATE = `mutation ($input: PluginCreateInput!, $options: WriteOptionsInput) {
  pluginCreate(input: $input, options: $options) {
    userErrors { code path message }
    plugin { id revision name type { name } configJson config { __typename } usedIn { scope entries { plugin { name } } } }
  }
}`;
const UPDATE = `mutation ($id: ID!, $expectedRevision: Revision!, $input: PluginUpdateInput!) {
  pluginUpdate(id: $id, expectedRevision: $expectedRevision, input: $input) {
    userErrors { code path message }
    conflict { expected actual }
    plugin { revision displayName config { ... on RateLimitConfig { limits { limit unit window } per header } } }
  }
}`;
const DELETE = `mutation ($id: ID!, $expectedRevision: Revision!) {
  pluginDelete(id: $id, expectedRevision: $expectedRevision) { userErrors { code message } deletedId }
}`;
const RATE_LIMIT = { rateLimit: { limits: [{ limit: 5 }] } };

test('the catalogue is the registry', async (context) => {
  const { ask } = await startAdminGateway(context);
  const { pluginTypes } = await ask(
    '{ pluginTypes { name displayName description stage merge onFailure configField configSchema example } }',
  );
  assert.deepEqual(
    pluginTypes.map(({ name }: { name: string }) => name),
    plugins.map(({ id }) => id),
  );
  const cache = pluginTypes.find(({ name }: { name: string }) => name === 'cache');
  assert.deepEqual(
    [cache.stage, cache.merge, cache.onFailure, cache.configField],
    ['CACHE', 'REPLACE', 'OPEN', 'cache'],
  );
  assert.equal(cache.configSchema.properties.ttl.default, '5m');
});

/** Secrets that READMEs name. */
const SECRETS = {
  GATEHOUSE_PLUGIN_SECRET_TOKEN: 'token-of-the-test',
  GATEHOUSE_PLUGIN_SECRET_SIGNING: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
};

test('the variables of every README work as they stand', async (context) => {
  const gateway = await startAdminGateway(context, SECRETS);
  const { ask } = gateway;
  const readmes = plugins.map(({ id }) => ({ id, variables: variablesOf(id) }));
  const said = JSON.stringify(readmes).matchAll(/"\w*model":"([^"]+)"/gi);
  await withModels(
    gateway,
    [...said].map(([, name = '']) => name),
  );
  for (const { id, variables } of readmes) {
    const { pluginCreate } = await ask(CREATE, variables);
    assert.deepEqual(pluginCreate.userErrors, [], id);
    assert.deepEqual([pluginCreate.plugin.name, pluginCreate.plugin.type.name], [variables.input.resource.name, id]);
    assert.equal(pluginCreate.plugin.config.__typename.replace(/Config$/, '').toLowerCase(), id.replaceAll('-', ''));
  }
  const { plugins: page } = await ask('{ plugins(types: ["cache", "rate-limit"]) { nodes { name } totalCount } }');
  assert.deepEqual(page, { nodes: [{ name: 'fair-share' }, { name: 'remember' }], totalCount: 2 });
});

test('every problem of a configuration is told at the field that was set, and nothing is written', async (context) => {
  const { ask } = await startAdminGateway(context);
  const config = { rateLimit: { limits: [{ limit: 0, window: '1ms' }], per: 'HEADER' } };
  const { pluginCreate } = await ask(CREATE, { input: { resource: { displayName: 'Limit' }, config } });
  const paths = pluginCreate.userErrors.map(({ path }: { path: string[] }) => path.join('.'));
  assert.ok(paths.includes('input.config.rateLimit.limits.0.limit'), paths.join());
  assert.ok(
    paths.every((path: string) => path.startsWith('input.config.rateLimit.')),
    paths.join(),
  );
  const mixed = { promptDecorator: {} };
  const empty = await ask(CREATE, { input: { resource: { displayName: 'Empty' }, config: mixed } });
  assert.deepEqual(empty.pluginCreate.userErrors[0].path, ['input', 'config', 'promptDecorator', 'prepend']);
  const { plugins: page } = await ask('{ plugins { totalCount } }');
  assert.equal(page.totalCount, 0);
});

test('a new plugin goes to the end of the chains it was meant for, in the same change', async (context) => {
  const { ask, ids, plugin } = await startChainSetting(context);
  await plugin('first', RATE_LIMIT, [{ routeId: ids.route }]);
  const input = {
    resource: { displayName: 'Second' },
    config: { requestLog: {} },
    attachTo: [{ routeId: ids.route }, { workspace: true }],
  };
  const dry = await ask(CREATE, { input, options: { dryRun: true } });
  assert.deepEqual(dry.pluginCreate.userErrors, []);
  const before = await ask('{ server: chain(scope: { workspace: true }) { entries { position } } }');
  assert.deepEqual(before.server.entries, []);
  const { pluginCreate } = await ask(CREATE, { input });
  const chains = pluginCreate.plugin.usedIn as { scope: string; entries: { plugin: { name: string } }[] }[];
  assert.deepEqual(
    Object.fromEntries(chains.map(({ scope, entries }) => [scope, entries.map((entry) => entry.plugin.name)])),
    { ROUTE: ['first', 'second'], WORKSPACE: ['second'] },
  );
});

test('a change keeps what it does not say, and never the type', async (context) => {
  const { ask, plugin } = await startChainSetting(context);
  const id = await plugin('limit', { rateLimit: { limits: [{ limit: 5, window: '90s', unit: 'TOKENS' }] } });
  const renamed = await ask(UPDATE, { id, expectedRevision: 1, input: { resource: { displayName: 'New name' } } });
  assert.deepEqual(renamed.pluginUpdate.plugin, {
    revision: 2,
    displayName: 'New name',
    config: { limits: [{ limit: 5, unit: 'TOKENS', window: 'PT1M30S' }], per: 'KEY', header: null },
  });
  const stale = await ask(UPDATE, { id, expectedRevision: 1, input: { config: RATE_LIMIT } });
  assert.deepEqual(stale.pluginUpdate.conflict, { expected: 1, actual: 2 });
  assert.equal(stale.pluginUpdate.plugin.config.limits[0].window, 'PT1M30S');
  const other = await ask(UPDATE, { id, expectedRevision: 2, input: { config: { cache: {} } } });
  assert.deepEqual(other.pluginUpdate.userErrors[0].path, ['input', 'config', 'cache']);
  assert.match(other.pluginUpdate.userErrors[0].message, /is of the type rate-limit/);
  const whole = await ask(UPDATE, { id, expectedRevision: 2, input: { config: RATE_LIMIT } });
  assert.equal(whole.pluginUpdate.plugin.config.limits[0].window, 'PT1M');
});

test('a plugin that a chain needs stays, and says which chains', async (context) => {
  const { ask, ids, plugin, setChain } = await startChainSetting(context);
  const id = await plugin('limit', RATE_LIMIT, [{ consumerId: ids.consumer }]);
  const refused = await ask(DELETE, { id, expectedRevision: 1 });
  assert.equal(refused.pluginDelete.userErrors[0].code, 'IN_USE');
  assert.match(refused.pluginDelete.userErrors[0].message, /shop/);
  await setChain({ consumerId: ids.consumer }, []);
  const { pluginDelete } = await ask(DELETE, { id, expectedRevision: 1 });
  assert.deepEqual(pluginDelete, { userErrors: [], deletedId: id });
});

/** Those that plugins want to be there. */
async function withModels(gateway: AdminGateway, names: readonly string[]): Promise<void> {
  const provider = await create(gateway, 'provider', { resource: { displayName: 'Demo' }, kind: 'DEMO' });
  const targets = [{ providerId: provider.id, upstreamModel: 'demo-1' }];
  for (const name of new Set(names)) await create(gateway, 'model', { resource: { name, displayName: name }, targets });
}

function variablesOf(id: string) {
  const readme = readFileSync(join(import.meta.dirname, `../../src/plugins/${id}/README.md`), 'utf8');
  return JSON.parse(/```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? '');
}
