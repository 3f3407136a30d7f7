import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallPlace } from '#core/snapshot.ts';
import { buildSnapshot } from '#snapshot/build-snapshot.ts';
import { explainChain } from '#snapshot/explain-chain.ts';
import * as make from '#test/support/config-document.ts';
import { registries } from '#test/support/registries.ts';

const names = ['everywhere', 'on-route', 'of-model', 'of-alpha', 'of-zulu', 'of-consumer', 'of-key'];
const DOCUMENT = make.documentOf({
  providers: [make.provider('vendor')],
  models: [make.model('smart', [make.target('vendor')])],
  routes: [make.route('test')],
  consumerGroups: [make.group('zulu', { id: 'grp_1' }), make.group('alpha', { id: 'grp_2' })],
  consumers: [make.consumer('shop', [], { groupIds: ['grp_1', 'grp_2'] })],
  apiKeys: [make.apiKey('backend', 'shop')],
  plugins: [
    ...names.map((name) => make.plugin(name, 'guard')),
    make.plugin('wide-memo', 'memo'),
    make.plugin('narrow-memo', 'memo'),
    make.plugin('late', 'observe'),
  ],
  chains: [
    make.chain('api-key', 'key_backend', ['of-key', 'narrow-memo']),
    make.chain('consumer', 'csm_shop', ['of-consumer']),
    make.chain('consumer-group', 'grp_1', ['of-zulu']),
    make.chain('consumer-group', 'grp_2', ['of-alpha']),
    make.chain('model', 'mdl_smart', ['of-model']),
    make.chain('route', 'rte_test', [make.entry('late', { stage: 'authenticate' }), 'on-route']),
    make.chain('workspace', null, ['wide-memo', make.entry('late', { enabled: false }), 'everywhere']),
  ],
});
const PLACE: CallPlace = {
  routeId: 'rte_test',
  modelId: 'mdl_smart',
  groupIds: ['grp_1', 'grp_2'],
  consumerId: 'csm_shop',
  keyId: 'key_backend',
};

test('shows everything that stands in the way of a call, in running order, and why some of it does not run', () => {
  const shown = explainChain(DOCUMENT, registries(), PLACE).map(
    ({ pluginName, scope, position, stage, runs, skippedBecause }) =>
      `${pluginName} @${scope}:${position} ${stage} ${skippedBecause ?? (runs ? 'runs' : '?')}`,
  );
  assert.deepEqual(shown, [
    'late @route:0 authenticate runs',
    'everywhere @workspace:2 guard runs',
    'on-route @route:1 guard runs',
    'of-model @model:0 guard runs',
    'of-alpha @consumer-group:0 guard runs',
    'of-zulu @consumer-group:0 guard runs',
    'of-consumer @consumer:0 guard runs',
    'of-key @api-key:0 guard runs',
    'wide-memo @workspace:0 cache replaced',
    'narrow-memo @api-key:1 cache runs',
    'late @workspace:1 observe disabled',
  ]);
});

test('says of the running ones what the snapshot runs, at every place', () => {
  const result = buildSnapshot({ document: DOCUMENT, revision: 1 }, registries());
  assert.equal(result.type, 'built');
  const { keyId: _keyId, ...withoutKey } = PLACE;
  for (const place of [PLACE, withoutKey, { routeId: 'rte_test' }, { modelId: 'mdl_smart' }, {}]) {
    const running = explainChain(DOCUMENT, registries(), place).filter(({ runs }) => runs);
    assert.deepEqual(
      result.snapshot.chainOf(place).map(({ instanceId, scope, stage }) => [instanceId, scope, stage]),
      running.map(({ pluginId, scope, stage }) => [pluginId, scope, stage]),
    );
  }
});

test('tells what was asked and no more', () => {
  assert.deepEqual(explainChain(DOCUMENT, registries(), { consumerId: 'csm_shop' }).at(0), {
    pluginId: 'plg_everywhere',
    pluginName: 'everywhere',
    type: 'guard',
    scope: 'workspace',
    scopeId: null,
    position: 2,
    stage: 'guard',
    runs: true,
  });
});

test('names a group once that a caller brings twice, and leaves out what no longer exists', () => {
  const groupIds = ['grp_2', 'grp_2', 'grp_gone'];
  const place: CallPlace = { groupIds, routeId: 'rte_gone' };
  const inGroups = explainChain(DOCUMENT, registries(), place).filter(({ scope }) => scope !== 'workspace');
  assert.deepEqual(
    inGroups.map(({ pluginName }) => pluginName),
    ['of-alpha'],
  );
});
