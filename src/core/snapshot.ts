/** The running configuration: built whole, checked whole, swapped whole, never edited. */
import type { CallerConsumer, CallerKey } from '#core/caller.ts';
import type { RouteAccess } from '#core/config/document.ts';
import type { ModelFacts } from '#core/cost/model-facts.ts';
import type { BoundPlugin } from '#core/plugin.ts';
import type { Timeouts } from '#core/ports.ts';
import type { AnyProvider } from '#core/provider.ts';

export interface Snapshot {
  readonly revision: number;
  /** Milliseconds since 1970. */
  readonly builtAt: number;
  readonly routesByName: ReadonlyMap<string, Route>;
  readonly routesByPath: ReadonlyMap<string, Route>;
  /** By name and by alias. */
  readonly models: ReadonlyMap<string, Model>;
  /** By the public id inside the key. */
  readonly keys: ReadonlyMap<string, SnapshotKey>;
  /** All chains that a call passes, merged, ordered and remembered. */
  chainOf(place: CallPlace): readonly BoundPlugin[];
}

/** Where a call stands; what is absent adds no chain. */
export interface CallPlace {
  readonly routeId?: string;
  readonly modelId?: string;
  readonly groupIds?: readonly string[];
  readonly consumerId?: string;
  readonly keyId?: string;
}

export interface Route {
  readonly id: string;
  readonly name: string;
  readonly path: string | null;
  readonly access: RouteAccess;
  readonly defaultModel: Model | null;
  readonly allowedModels: ReadonlySet<string> | 'all';
}

export interface Model {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly description: string | null;
  /** By priority, then by name; never empty. */
  readonly targets: readonly Target[];
  readonly maxAttempts: number;
}

export interface Target {
  readonly name: string;
  readonly provider: { readonly id: string; readonly name: string };
  readonly adapter: AnyProvider;
  /** Parsed by the adapter's own schema. */
  readonly options: never;
  readonly baseUrl: string;
  readonly allowPrivateNetwork: boolean;
  readonly timeouts: Timeouts;
  readonly credentials: readonly { readonly id: string; readonly weight: number }[];
  readonly upstreamModel: string;
  readonly priority: number;
  readonly weight: number;
  /** Looked up when the snapshot is built; absent where nothing is known. */
  readonly facts?: ModelFacts;
}

export interface SnapshotKey {
  readonly caller: CallerKey;
  readonly consumer: CallerConsumer;
  /** Valid hashes with the time each stops being valid (milliseconds since 1970). */
  readonly hashes: readonly { readonly hash: string; readonly until: number }[];
}

/** A call takes `current()` once at its door and keeps that snapshot to its end. */
export interface SnapshotHolder {
  current(): Snapshot;
}
