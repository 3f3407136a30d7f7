/** Configurations for tests: every builder gives a whole resource that runs, of which a test names what matters to it. */
import {
  type ApiKeyConfig,
  type ChainConfig,
  type ChainEntryConfig,
  type ConfigDocument,
  type ConsumerConfig,
  type ConsumerGroupConfig,
  type CredentialConfig,
  chainId,
  DEFAULT_PLUGIN_TIMEOUT_MS,
  EMPTY_DOCUMENT,
  type ModelConfig,
  type PluginConfig,
  type PluginScope,
  type ProviderConfig,
  type ResourceConfig,
  type RouteConfig,
  type TargetConfig,
} from '#core/config/document.ts';

export function documentOf(parts: Partial<ConfigDocument>): ConfigDocument {
  return { ...EMPTY_DOCUMENT, ...parts };
}

export function provider(name: string, parts: Partial<ProviderConfig> = {}): ProviderConfig {
  return {
    ...resource('prv', name),
    kind: 'plain',
    baseUrl: null,
    allowPrivateNetwork: false,
    timeouts: {},
    settings: {},
    enabled: true,
    ...parts,
  };
}

export function credential(name: string, of: string, parts: Partial<CredentialConfig> = {}): CredentialConfig {
  const proof = { fingerprint: `fingerprint of ${name}`, hint: 'abcd' };
  return { ...resource('crd', name), providerId: `prv_${of}`, weight: 1, enabled: true, ...proof, ...parts };
}

export function target(of: string, parts: Partial<TargetConfig> = {}): TargetConfig {
  return { name: of, providerId: `prv_${of}`, upstreamModel: 'upstream-1', priority: 0, weight: 1, ...parts };
}

export function model(name: string, targets: readonly TargetConfig[], parts: Partial<ModelConfig> = {}): ModelConfig {
  return { ...resource('mdl', name), aliases: [], targets, maxAttempts: null, enabled: true, ...parts };
}

export function route(name: string, parts: Partial<RouteConfig> = {}): RouteConfig {
  const models = { defaultModelId: null, allowedModelIds: [] };
  return { ...resource('rte', name), path: `/${name}`, ...models, access: 'key', enabled: true, ...parts };
}

export function group(name: string, parts: Partial<ConsumerGroupConfig> = {}): ConsumerGroupConfig {
  return { ...resource('grp', name), allowedModelIds: [], ...parts };
}

export function consumer(name: string, groups: readonly string[] = [], parts: Partial<ConsumerConfig> = {}) {
  const groupIds = groups.map((one) => `grp_${one}`);
  return { ...resource('csm', name), groupIds, enabled: true, ...parts } satisfies ConsumerConfig;
}

export function apiKey(name: string, of: string, parts: Partial<ApiKeyConfig> = {}): ApiKeyConfig {
  return {
    ...resource('key', name),
    consumerId: `csm_${of}`,
    hint: 'gh_live_8f3k…9z',
    hash: `hash of ${name}`,
    previousHash: null,
    previousUntil: null,
    allowedModelIds: [],
    allowedRouteIds: [],
    permissions: [],
    expiresAt: null,
    paused: false,
    revokedAt: null,
    ...parts,
  };
}

export function plugin(name: string, type: string, config: PluginConfig['config'] = {}): PluginConfig {
  return { ...resource('plg', name), type, config };
}

export function entry(of: string, parts: Partial<ChainEntryConfig> = {}): ChainEntryConfig {
  const timeoutMs = DEFAULT_PLUGIN_TIMEOUT_MS;
  return { pluginId: `plg_${of}`, enabled: true, stage: null, onFailure: null, timeoutMs, ...parts };
}

/** Entries may be given by the names of their plugins. */
export function chain(
  scope: PluginScope,
  scopeId: string | null,
  entries: readonly (string | ChainEntryConfig)[],
): ChainConfig {
  const whole = entries.map((one) => (typeof one === 'string' ? entry(one) : one));
  return { id: chainId(scopeId), scope, scopeId, entries: whole };
}

function resource(prefix: string, name: string): ResourceConfig {
  return { id: `${prefix}_${name}`, name, displayName: name, description: null, labels: {} };
}
