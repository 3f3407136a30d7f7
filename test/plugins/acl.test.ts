import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '#core/json.ts';
import { acl } from '#plugins/acl/plugin.ts';
import { change, succeeded } from '#test/graphql/admin-mutations.ts';
import { startChainSetting } from '#test/graphql/chain-setting.ts';
import { bindPlugin, type ChainCall, callThrough, createBench, keyCaller } from '#test/plugins/chain.ts';
import { startGuarded } from '#test/plugins/guarded-gateway.ts';

function judge(config: JsonObject) {
  const bench = createBench();
  const chain = [bindPlugin(acl, config, bench.tools('list'))];
  return async (groups: readonly string[] | 'anonymous', model: string, route?: string) => {
    const known = keyCaller();
    const caller: ChainCall['caller'] =
      groups === 'anonymous'
        ? { type: 'anonymous', address: '192.0.2.1' }
        : { ...known, consumer: { ...known.consumer, groupNames: groups } };
    const end = await callThrough({ bench, chain, model, caller, ...(route !== undefined && { route }) });
    assert.equal(end.asked === undefined, end.error !== undefined);
    if (end.error) assert.equal(end.error.code, 'FORBIDDEN');
    return `${end.error ? 'deny' : 'allow'}, ${end.report.steps[0]?.note}`;
  };
}

const RULES = {
  rules: [
    { effect: 'allow', groups: ['laboratory', 'owners'] },
    { effect: 'deny', models: ['*-preview', 'secret'] },
    { effect: 'allow', groups: ['shop'], routes: ['shop'] },
    { effect: 'allow', models: ['small-*'] },
  ],
};

test('the first rule that is about a call decides', async () => {
  const decide = judge(RULES);
  assert.equal(await decide(['owners'], 'small-preview'), 'allow, rule 1: allow');
  assert.equal(await decide(['shop'], 'small-preview', 'shop'), 'deny, rule 2: deny');
  assert.equal(await decide(['interns', 'shop'], 'large', 'shop'), 'allow, rule 3: allow');
  assert.equal(await decide(['shop'], 'large', 'other'), 'deny, no rule: deny');
  assert.equal(await decide(['shop'], 'large'), 'deny, no rule: deny');
  assert.equal(await decide(['shop'], 'small-1'), 'allow, rule 4: allow');
  assert.equal(await decide([], 'small-1'), 'allow, rule 4: allow');
  assert.equal(await decide('anonymous', 'small-1', 'open'), 'allow, rule 4: allow');
  assert.equal(await decide('anonymous', 'large', 'shop'), 'deny, no rule: deny');
  assert.equal(await judge({ ...RULES, otherwise: 'allow' })([], 'large'), 'allow, no rule: allow');
});

test('tells the caller what it may not use, and nothing of the rules', async () => {
  const bench = createBench();
  const chain = [bindPlugin(acl, RULES, bench.tools('list'))];
  const { error } = await callThrough({ bench, chain, model: 'secret', route: 'shop' });
  assert.equal(error?.message, 'The access list list does not let this caller use the model secret by the route shop.');
});

test('names have to exist, and stay while a rule has them', async (context) => {
  const gateway = await startChainSetting(context);
  const made = (rule: JsonObject) => {
    const config = { acl: { rules: [{ effect: 'DENY', ...rule }] } };
    const input = { resource: { name: 'list', displayName: 'List' }, config };
    return change(gateway, 'pluginCreate', { input: ['PluginCreateInput!', input] }, 'plugin { id }');
  };
  const refused = await made({ groups: ['nobody'], routes: ['test', 'nowhere'], models: ['nothing', 'no-*'] });
  assert.deepEqual(
    refused.userErrors.map(({ path, message }: { path: string[]; message: string }) => [path.at(-2), message]),
    [
      ['models', 'There is no model named "nothing".'],
      ['groups', 'There is no consumer group named "nobody".'],
      ['routes', 'There is no route named "nowhere".'],
    ],
  );
  succeeded(await made({ groups: ['team'], routes: ['test'], models: ['smart'] }));
  const rename = `mutation ($id: ID!) {
    consumerGroupUpdate(id: $id, expectedRevision: 1, input: { resource: { name: "crew" } }) { userErrors { message } }
  }`;
  const { consumerGroupUpdate } = await gateway.ask(rename, { id: gateway.ids.group });
  assert.match(consumerGroupUpdate.userErrors[0].message, /no consumer group named "team"/);
});

test('holds by every way into a real gateway', async (context) => {
  const config = { acl: { rules: [{ effect: 'DENY', models: ['sm*'] }], otherwise: 'ALLOW' } };
  const gateway = await startGuarded(context, config, { smart: () => 'Hi' });
  for (const [way, ask] of Object.entries(gateway.ways)) {
    assert.match((await ask('Hello')).raw, /does not let this caller use the model smart/, way);
  }
  assert.equal(gateway.vendor.requests.length, 0);
});
