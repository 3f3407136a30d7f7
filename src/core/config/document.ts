/** The whole configuration as plain, serialisable data: no database type, no secret. Snapshots are built from it. */
import type { KeyPermission } from '#core/caller.ts';
import type { JsonObject } from '#core/json.ts';

export interface ConfigDocument {
  readonly providers: readonly ProviderConfig[];
  readonly credentials: readonly CredentialConfig[];
  readonly models: readonly ModelConfig[];
  readonly routes: readonly RouteConfig[];
  readonly consumerGroups: readonly ConsumerGroupConfig[];
  readonly consumers: readonly ConsumerConfig[];
  readonly apiKeys: readonly ApiKeyConfig[];
  readonly plugins: readonly PluginConfig[];
  readonly chains: readonly ChainConfig[];
}

/** What every resource has. `name` is unique among its kind. */
export interface ResourceConfig {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly labels: Readonly<Record<string, string>>;
}

export interface ProviderConfig extends ResourceConfig {
  /** Id of the adapter. */
  readonly kind: string;
  /** Null means the adapter's default. */
  readonly baseUrl: string | null;
  readonly allowPrivateNetwork: boolean;
  readonly timeouts: Readonly<Partial<TimeoutsConfig>>;
  readonly settings: JsonObject;
  readonly enabled: boolean;
}

/** Milliseconds; what is absent takes the default. */
export interface TimeoutsConfig {
  readonly connectMs: number;
  readonly firstTokenMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
}

export const DEFAULT_TIMEOUTS: TimeoutsConfig = {
  connectMs: 10_000,
  firstTokenMs: 120_000,
  idleMs: 60_000,
  totalMs: 600_000,
};

/** The secret itself is kept elsewhere, sealed. */
export interface CredentialConfig extends ResourceConfig {
  readonly providerId: string;
  readonly weight: number;
  readonly enabled: boolean;
  /** Compares secrets without showing them; changes when the secret does. */
  readonly fingerprint: string;
  /** Last characters of the secret, for recognition; empty where it is too short to show any. */
  readonly hint: string;
}

export interface ModelConfig extends ResourceConfig {
  readonly aliases: readonly string[];
  readonly targets: readonly TargetConfig[];
  /** Upper bound of upstream attempts of one call; null means once for each target. */
  readonly maxAttempts: number | null;
  readonly enabled: boolean;
}

export interface TargetConfig {
  /** Unique within the model. */
  readonly name: string;
  readonly providerId: string;
  readonly upstreamModel: string;
  /** Lower ones first; others are fallbacks. */
  readonly priority: number;
  /** Share of the traffic within the priority; 0 takes part only when the others have failed. */
  readonly weight: number;
  /** What an administrator knows better than the catalogue; absent or null where the catalogue's price holds. */
  readonly price?: TargetPrice | null;
}

/** Millionths of a dollar for a million tokens. */
export interface TargetPrice {
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
  /** That of other input where absent or null. */
  readonly cachedInputPerMillion?: number | null;
  readonly cacheWritePerMillion?: number | null;
}

export interface RouteConfig extends ResourceConfig {
  /** Such as `/test`; null where the route is reached by its name through GraphQL only. */
  readonly path: string | null;
  readonly defaultModelId: string | null;
  /** Empty means all that the key allows. */
  readonly allowedModelIds: readonly string[];
  readonly access: RouteAccess;
  readonly enabled: boolean;
}

export const ROUTE_ACCESS = ['key', 'anonymous'] as const;
export type RouteAccess = (typeof ROUTE_ACCESS)[number];

export interface ConsumerGroupConfig extends ResourceConfig {
  /** Empty means all. */
  readonly allowedModelIds: readonly string[];
}

export interface ConsumerConfig extends ResourceConfig {
  readonly groupIds: readonly string[];
  readonly enabled: boolean;
}

export interface ApiKeyConfig extends ResourceConfig {
  readonly consumerId: string;
  readonly hint: string;
  /** HMAC-SHA-256 of the secret part, base64url. */
  readonly hash: string;
  /** The one before a rotation, and until when it still works. */
  readonly previousHash: string | null;
  readonly previousUntil: number | null;
  readonly allowedModelIds: readonly string[];
  readonly allowedRouteIds: readonly string[];
  readonly permissions: readonly KeyPermission[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number | null;
  readonly paused: boolean;
  readonly revokedAt: number | null;
}

export interface PluginConfig extends ResourceConfig {
  /** Id of the plugin definition. */
  readonly type: string;
  readonly config: JsonObject;
}

/** One for each place; a place without one has the empty chain. */
export interface ChainConfig {
  /** Of `chainId`, so that a chain has its id before it is ever set. */
  readonly id: string;
  readonly scope: PluginScope;
  /** Id of the route, model, group, consumer or key; null for the workspace. */
  readonly scopeId: string | null;
  readonly entries: readonly ChainEntryConfig[];
}

export interface ChainEntryConfig {
  readonly pluginId: string;
  readonly enabled: boolean;
  /** Null means the plugin type's own stage. */
  readonly stage: 'authenticate' | 'limit' | 'guard' | 'transform' | 'cache' | 'observe' | null;
  /** Null means the plugin type's default. */
  readonly onFailure: 'closed' | 'open' | null;
  readonly timeoutMs: number;
}

export const DEFAULT_PLUGIN_TIMEOUT_MS = 5_000;

/** From wide to narrow; on the way in a stage runs them in this order. */
export const PLUGIN_SCOPES = ['workspace', 'route', 'model', 'consumer-group', 'consumer', 'api-key'] as const;
export type PluginScope = (typeof PLUGIN_SCOPES)[number];

/** Such as `chn_workspace` or `chn_rte_8f3k`. */
export function chainId(scopeId: string | null): string {
  return `chn_${scopeId ?? 'workspace'}`;
}

export const EMPTY_DOCUMENT: ConfigDocument = {
  providers: [],
  credentials: [],
  models: [],
  routes: [],
  consumerGroups: [],
  consumers: [],
  apiKeys: [],
  plugins: [],
  chains: [],
};
