/** Keeps the snapshot in force up to date with the store: at once after a change of this process, soon after one of another. */
import type { ConfigProblem } from '#core/config/problem.ts';
import type { StoredConfig } from '#core/config/stored.ts';
import type { Log } from '#core/ports.ts';
import type { BuildResult } from '#snapshot/build-snapshot.ts';
import type { SwappableHolder } from '#snapshot/snapshot-holder.ts';

export interface FollowedStore {
  load(): Promise<StoredConfig>;
  /** Differs from the value before whenever anything was written. */
  version(): number;
}

export interface FollowOptions {
  readonly store: FollowedStore;
  readonly build: (config: StoredConfig) => BuildResult;
  readonly holder: SwappableHolder;
  readonly log: Log;
  readonly intervalMs: number;
}

export interface ConfigFollower {
  /** Resolves when the newest stored configuration is in force, or has been found not to run. */
  refresh(): Promise<void>;
  status(): FollowerStatus;
  close(): void;
}

export interface FollowerStatus {
  readonly storeAvailable: boolean;
  /** Why a newer configuration is not in force; empty where it is. */
  readonly problems: readonly ConfigProblem[];
}

export function followConfig({ store, build, holder, log, intervalMs }: FollowOptions): ConfigFollower {
  let seen = store.version();
  let status: FollowerStatus = { storeAvailable: true, problems: [] };
  let queue: Promise<void> = Promise.resolve();

  async function bringUp(): Promise<void> {
    const version = store.version();
    const config = await store.load();
    seen = version;
    status = { storeAvailable: true, problems: [] };
    if (config.revision <= holder.current().revision) return;
    const result = build(config);
    if (result.type === 'built') {
      holder.swap(result.snapshot);
      return;
    }
    status = { storeAvailable: true, problems: result.problems };
    log.error('A stored configuration does not run; the one before stays in force.', {
      revision: config.revision,
      problems: result.problems,
    });
  }

  /** One at a time, so that an older configuration never replaces a newer one. */
  function refresh(): Promise<void> {
    queue = queue.then(bringUp).catch((error: unknown) => {
      if (status.storeAvailable) log.error('The store is away; the last configuration stays in force.', { error });
      status = { ...status, storeAvailable: false };
    });
    return queue;
  }

  function look(): void {
    try {
      if (!status.storeAvailable || store.version() !== seen) void refresh();
    } catch {
      // Asking failed as the load will: that one is told and counted.
      void refresh();
    }
  }

  const timer = setInterval(look, intervalMs);
  timer.unref();
  return { refresh, status: () => status, close: () => clearInterval(timer) };
}
