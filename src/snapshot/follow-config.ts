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
  /** Resolves when the newest stored configuration is in force, or has been found not to run. Never rejects. */
  refresh(): Promise<void>;
  status(): FollowerStatus;
  close(): void;
}

export interface FollowerStatus {
  /** The one in force. */
  readonly revision: number;
  readonly storeAvailable: boolean;
  /** Why a newer configuration is not in force; empty where it is. */
  readonly problems: readonly ConfigProblem[];
}

export function followConfig({ store, build, holder, log, intervalMs }: FollowOptions): ConfigFollower {
  let seenVersion: number | undefined;
  /** The newest revision that was built or refused: what is written besides configuration makes it come again. */
  let judged = holder.current().revision;
  let problems: readonly ConfigProblem[] = [];
  let storeAvailable = true;
  let isClosed = false;
  let running: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;

  async function bringUp(): Promise<void> {
    waiting = undefined;
    try {
      // Asked before the load, so that what is written meanwhile is seen as new.
      const version = store.version();
      const config = await store.load();
      seenVersion = version;
      if (!storeAvailable) log.info('The store is back.');
      storeAvailable = true;
      putInForce(config);
    } catch (error) {
      if (storeAvailable && !isClosed)
        log.error('The store is away; the last configuration stays in force.', { error });
      storeAvailable = false;
    }
  }

  /** Newer ones only: an older one is never put back. */
  function putInForce(config: StoredConfig): void {
    const { revision } = config;
    if (revision <= judged) return;
    judged = revision;
    try {
      const result = build(config);
      problems = result.type === 'refused' ? result.problems : [];
      if (result.type === 'built') holder.swap(result.snapshot);
      else log.error('A stored configuration does not run; the one before stays in force.', { revision, problems });
    } catch (error) {
      log.error('Putting a stored configuration in force failed.', { revision, error });
    }
  }

  /** One load at a time. One that waits serves all who ask until it begins, since it sees what they have written. */
  function refresh(): Promise<void> {
    if (waiting) return waiting;
    waiting = running.then(bringUp);
    running = waiting;
    return waiting;
  }

  function look(): void {
    try {
      if (!storeAvailable || store.version() !== seenVersion) void refresh();
    } catch {
      // Asking failed as the load will: that one is told and counted.
      void refresh();
    }
  }

  const timer = setInterval(look, intervalMs);
  timer.unref();
  return {
    refresh,
    status: () => ({ revision: holder.current().revision, storeAvailable, problems }),
    close() {
      isClosed = true;
      clearInterval(timer);
    },
  };
}
