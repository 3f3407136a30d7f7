/**
 * What the rest of the house asks of the store, as interfaces: no word of a dialect stands here, and all of it may wait, so
 * that another database can take its place. Every method may throw GatewayError STORE_UNAVAILABLE.
 */
import type { Actor } from '#core/actor.ts';
import type { CallRecord } from '#core/call-record.ts';
import type { ResourceDifference } from '#core/config/difference.ts';
import type {
  ApiKeyConfig,
  ChainConfig,
  ConfigDocument,
  ConsumerConfig,
  ConsumerGroupConfig,
  CredentialConfig,
  ModelConfig,
  PluginConfig,
  ProviderConfig,
  RouteConfig,
} from '#core/config/document.ts';
import type { Stored, StoredConfig } from '#core/config/stored.ts';
import type { Secrets } from '#core/ports.ts';

export interface Store {
  readonly config: ConfigStore;
  readonly read: ConfigReaders;
  readonly history: HistoryStore;
  readonly calls: CallStore;
  readonly sessions: SessionStore;
  /** Opens the secrets of credentials as of the last `config.load()` or `config.change()` of this process. */
  readonly secrets: Secrets;
  /**
   * 32 random bytes, made with the database and the same as long as it lives, whatever becomes of the secret key: what is
   * derived from them (hashes of API keys, fingerprints) stays true.
   */
  readonly root: Uint8Array;
  /** Statements run so far, for the tests that count them. */
  queryCount(): number;
  /** Writes what is queued, then lets go of the database. */
  close(): Promise<void>;
}

export interface ConfigStore {
  load(): Promise<StoredConfig>;
  /**
   * One transaction. `edit` gets the newest configuration and says what it shall become; what it throws rolls everything
   * back and comes out again. Only differences are written; where there are none, nothing is, and the revision stays.
   */
  change(edit: (current: StoredConfig) => ConfigEdit): Promise<StoredConfig>;
  /** Differs from the value before whenever this or another process has changed the configuration. Cheap enough to ask every second. */
  version(): number;
}

export interface ConfigEdit {
  readonly document: ConfigDocument;
  /** Plain secrets of credentials of that document; sealed before they are written. */
  readonly secrets: readonly { readonly credentialId: string; readonly secret: string }[];
  readonly audit: AuditEntry;
}

/** Who did what, as the caller of the store knows it. */
export interface AuditEntry {
  readonly actor: Actor;
  /** Such as `provider.create`. */
  readonly action: string;
  readonly targetId: string | null;
  readonly targetName: string | null;
  readonly comment: string | null;
  readonly requestId: string;
  readonly address: string;
}

export interface ConfigReaders {
  readonly providers: ResourceReader<ProviderConfig, { readonly kinds?: readonly string[] }>;
  readonly credentials: ResourceReader<CredentialConfig, object>;
  /** With their targets. */
  readonly models: ResourceReader<ModelConfig, object>;
  readonly routes: ResourceReader<RouteConfig, object>;
  readonly consumerGroups: ResourceReader<ConsumerGroupConfig, object>;
  readonly consumers: ResourceReader<ConsumerConfig, { readonly groupId?: string }>;
  readonly apiKeys: ResourceReader<ApiKeyConfig, { readonly consumerId?: string }>;
  readonly plugins: ResourceReader<PluginConfig, { readonly types?: readonly string[] }>;
  /** Those that were ever set. */
  chainsByIds(ids: readonly string[]): Promise<ReadonlyMap<string, Stored<ChainConfig>>>;
  credentialsOf(providerIds: readonly string[]): Promise<ReadonlyMap<string, readonly Stored<CredentialConfig>[]>>;
  modelsUsing(providerIds: readonly string[]): Promise<ReadonlyMap<string, readonly Stored<ModelConfig>[]>>;
  chainsUsing(pluginIds: readonly string[]): Promise<ReadonlyMap<string, readonly Stored<ChainConfig>[]>>;
}

export interface ResourceReader<Config, Filter> {
  /** Sorted by name. */
  page(query: PageQuery & Filter): Promise<StoredPage<Stored<Config>>>;
  /** Those that exist. */
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Stored<Config>>>;
}

export interface PageQuery {
  readonly first: number;
  /** The name after which the page begins; null for the first page. */
  readonly after: string | null;
  /** Part of the name or of the display name, in any case. */
  readonly search?: string;
}

export interface StoredPage<Row> {
  readonly rows: readonly Row[];
  readonly hasNext: boolean;
  readonly totalCount: number;
}

export interface HistoryStore {
  /** Newest first; `after` is the number of a revision. */
  revisions(query: HistoryQuery): Promise<StoredPage<StoredRevision>>;
  revisionsByNumbers(numbers: readonly number[]): Promise<ReadonlyMap<number, StoredRevision>>;
  /** The configuration as it was at that revision, without secrets; undefined where there is no such revision. */
  documentAt(revision: number): Promise<ConfigDocument | undefined>;
  /** Newest first; `after` is the sequence of an event. */
  auditEvents(query: HistoryQuery & AuditFilter): Promise<StoredPage<StoredAuditEvent>>;
  auditEventsByIds(ids: readonly string[]): Promise<ReadonlyMap<string, StoredAuditEvent>>;
  /** Notes an action that changed no configuration, or was refused. */
  note(entry: AuditEntry, allowed: boolean): Promise<void>;
  /** Looks at every event whether it is as it was written. */
  verifyAudit(): Promise<AuditVerdict>;
}

export type AuditVerdict =
  | { readonly type: 'intact'; readonly events: number }
  /** The first event that is not as it was written, or not there. */
  | { readonly type: 'changed' | 'missing'; readonly sequence: number };

export interface HistoryQuery {
  readonly first: number;
  readonly after: number | null;
}

export interface AuditFilter {
  readonly actions?: readonly string[];
  readonly actorIds?: readonly string[];
  /** Milliseconds since 1970. */
  readonly from?: number;
  readonly to?: number;
}

export interface StoredRevision {
  /** `rev_<number>`. */
  readonly id: string;
  readonly number: number;
  readonly at: number;
  readonly author: Actor;
  readonly comment: string | null;
  readonly differences: readonly ResourceDifference[];
}

export interface StoredAuditEvent extends AuditEntry {
  /** `aud_<sequence>`. */
  readonly id: string;
  /** Without gaps, from 1. */
  readonly sequence: number;
  readonly at: number;
  readonly allowed: boolean;
  readonly differences: readonly ResourceDifference[];
  /** SHA-256 over this event and the hash before it, hexadecimal: a change of any event breaks all later ones. */
  readonly hash: string;
}

export interface CallStore {
  /** Queues the record for the next group commit; never waits and never throws. */
  append(record: CallRecord): void;
  /** Resolves when everything queued so far is written. */
  flush(): Promise<void>;
  /** Newest first unless the order says otherwise; `after` is the cursor of a row. */
  page(query: CallQuery): Promise<StoredCallPage>;
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, CallRecord>>;
  usage(query: UsageQuery): Promise<UsageTotals>;
  /** The same of each of several keys or consumers; without those that made no call. */
  usageOfEach(query: EachUsageQuery): Promise<ReadonlyMap<string, UsageTotals>>;
  /** Removes calls that ended before that time (milliseconds since 1970), in pieces. Gives how many. */
  removeBefore(time: number): Promise<number>;
}

export interface CallQuery {
  readonly first: number;
  /** Id of the call after which the page begins. */
  readonly after: string | null;
  readonly from?: number;
  readonly to?: number;
  readonly statuses?: readonly CallRecord['status'][];
  readonly errorCodes?: readonly string[];
  readonly doors?: readonly CallRecord['door'][];
  readonly modelNames?: readonly string[];
  readonly routeIds?: readonly string[];
  readonly consumerIds?: readonly string[];
  readonly keyIds?: readonly string[];
  readonly comparisonIds?: readonly string[];
}

export interface StoredCallPage {
  readonly rows: readonly CallRecord[];
  readonly hasNext: boolean;
}

export interface UsageQuery {
  readonly from: number;
  /** Excluded. */
  readonly to: number;
  readonly keyId?: string;
  readonly consumerId?: string;
}

export interface EachUsageQuery {
  readonly from: number;
  /** Excluded. */
  readonly to: number;
  readonly by: 'keyId' | 'consumerId';
  readonly ids: readonly string[];
}

export interface UsageTotals {
  readonly requests: number;
  /** Failed or refused. */
  readonly errors: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** 10^-9 dollars of the calls whose cost is known. */
  readonly cost: number;
  /** Calls whose cost is not known. */
  readonly unpriced: number;
}

/** Sessions and one-time links of administrators; only hashes of their tokens are kept. Times in milliseconds since 1970. */
export interface SessionStore {
  addLoginToken(hash: string, expiresAt: number): Promise<void>;
  /** True once for a token that is there and has not expired. */
  takeLoginToken(hash: string, now: number): Promise<boolean>;
  addSession(session: StoredSession): Promise<void>;
  /** Undefined where there is none or it has expired. */
  findSession(hash: string, now: number): Promise<StoredSession | undefined>;
  /** Puts off the end of a session that is still there; does nothing where it was removed meanwhile. */
  extendSession(hash: string, expiresAt: number): Promise<void>;
  removeSession(hash: string): Promise<void>;
  removeExpired(now: number): Promise<void>;
}

export interface StoredSession {
  readonly hash: string;
  readonly actor: Actor;
  readonly createdAt: number;
  readonly expiresAt: number;
}
