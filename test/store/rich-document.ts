/** A configuration in which every field of every resource says something. */
import type { ConfigDocument, ResourceConfig } from '#core/config/document.ts';

const resource = (id: string, name: string): ResourceConfig => ({
  id,
  name,
  displayName: `Über ${name} 😀`,
  description: `What ${name} is for: "quotes", 'more' and\nlines`,
  labels: { team: 'search', 'key.with/signs': 'ja' },
});
const bare = (id: string, name: string): ResourceConfig => ({
  id,
  name,
  displayName: '',
  description: null,
  labels: {},
});

/** Lists are sorted by name, as the store gives them back. */
export const RICH_DOCUMENT: ConfigDocument = {
  providers: [
    {
      ...resource('prv_one', 'alpha'),
      kind: 'openai-compatible',
      baseUrl: 'https://llm.example.com/v1',
      allowPrivateNetwork: true,
      timeouts: { connectMs: 1_000, firstTokenMs: 2_000, idleMs: 3_000, totalMs: 4_000 },
      settings: { organization: 'org', nested: { list: [1, 'two', null, true, { deep: 0.5 }] } },
      enabled: true,
    },
    {
      ...bare('prv_two', 'beta'),
      kind: 'demo',
      baseUrl: null,
      allowPrivateNetwork: false,
      timeouts: {},
      settings: {},
      enabled: false,
    },
  ],
  credentials: [
    {
      ...resource('crd_one', 'alpha-key'),
      providerId: 'prv_one',
      weight: 3,
      enabled: true,
      fingerprint: 'f1',
      hint: 'x9',
    },
    { ...bare('crd_two', 'spare-key'), providerId: 'prv_one', weight: 0, enabled: false, fingerprint: 'f2', hint: '' },
  ],
  models: [
    {
      ...resource('mdl_one', 'large'),
      aliases: ['big', 'best'],
      targets: [
        { name: 'zulu', providerId: 'prv_two', upstreamModel: 'demo-1', priority: 1, weight: 0 },
        {
          name: 'able',
          providerId: 'prv_one',
          upstreamModel: 'up/large',
          priority: 0,
          weight: 100,
          price: { inputPerMillion: 2_500_000, outputPerMillion: 10_000_000, cachedInputPerMillion: null },
        },
      ],
      maxAttempts: 4,
      enabled: true,
    },
    { ...bare('mdl_two', 'small'), aliases: [], targets: [], maxAttempts: null, enabled: false },
  ],
  routes: [
    {
      ...bare('rte_two', 'bare'),
      path: null,
      defaultModelId: null,
      allowedModelIds: [],
      access: 'key',
      enabled: false,
    },
    {
      ...resource('rte_one', 'test'),
      path: '/test',
      defaultModelId: 'mdl_one',
      allowedModelIds: ['mdl_two', 'mdl_one'],
      access: 'anonymous',
      enabled: true,
    },
  ],
  consumerGroups: [
    { ...resource('grp_one', 'gold'), allowedModelIds: ['mdl_one'] },
    { ...bare('grp_two', 'silver'), allowedModelIds: [] },
  ],
  consumers: [
    { ...resource('csm_one', 'app'), groupIds: ['grp_two', 'grp_one'], enabled: true },
    { ...bare('csm_two', 'batch'), groupIds: [], enabled: false },
  ],
  apiKeys: [
    {
      ...resource('key_one', 'app-key'),
      consumerId: 'csm_one',
      hint: 'gh_live_8f3k…',
      hash: 'hash-1',
      previousHash: 'hash-0',
      previousUntil: 1_790_000_000_123,
      allowedModelIds: ['mdl_one'],
      allowedRouteIds: ['rte_one'],
      permissions: ['see-traces', 'see-targets'],
      expiresAt: 1_890_000_000_456,
      paused: true,
      revokedAt: 1_790_000_000_789,
    },
    {
      ...bare('key_two', 'batch-key'),
      consumerId: 'csm_two',
      hint: 'gh_live_1234…',
      hash: 'hash-2',
      previousHash: null,
      previousUntil: null,
      allowedModelIds: [],
      allowedRouteIds: [],
      permissions: [],
      expiresAt: null,
      paused: false,
      revokedAt: null,
    },
  ],
  plugins: [
    {
      ...resource('plg_one', 'guard'),
      type: 'pattern-guard',
      config: { patterns: [{ name: 'mail', pattern: '\\w+@' }] },
    },
    { ...bare('plg_two', 'limit'), type: 'rate-limit', config: { requests: 10 } },
  ],
  chains: [
    {
      id: 'chn_rte_one',
      scope: 'route',
      scopeId: 'rte_one',
      entries: [
        { pluginId: 'plg_two', enabled: false, stage: 'guard', onFailure: 'open', timeoutMs: 1_500 },
        { pluginId: 'plg_one', enabled: true, stage: null, onFailure: null, timeoutMs: 5_000 },
      ],
    },
    { id: 'chn_workspace', scope: 'workspace', scopeId: null, entries: [] },
  ],
};
