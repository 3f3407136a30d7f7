/** What the verbs of this room need of the rest of the house; app.ts hands it in. */
import type { AdminSession } from '#core/actor.ts';
import type { ConfigDocument } from '#core/config/document.ts';
import type { ConfigProblem } from '#core/config/problem.ts';
import type { AnyPlugin } from '#core/plugin.ts';
import type { Clock } from '#core/ports.ts';
import type { AnyProvider } from '#core/provider.ts';
import type { Store } from '#store/store.ts';

export interface AdminDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly providers: readonly AnyProvider[];
  readonly plugins: readonly AnyPlugin[];
  /** Builds a snapshot to see whether it can be built, and throws it away. */
  readonly check: (document: ConfigDocument) => readonly ConfigProblem[];
  /** Puts the newest stored configuration in force in this process; resolves when new calls run on it. */
  readonly publish: () => Promise<void>;
  /** Why an address may not be used as a base URL; undefined where it may. */
  readonly addressProblem: (url: string, allowPrivateNetwork: boolean) => string | undefined;
  /** Random characters for ids; `newId('prv')` gives `prv_…`. */
  readonly newId: (prefix: string) => string;
  /** Keyed digest of a secret, short enough to show. */
  readonly fingerprint: (secret: string) => string;
  /** A new API key with the hash that is kept of it. */
  readonly mintKey: () => MintedKey;
}

export interface MintedKey {
  /** `key_…` */
  readonly id: string;
  /** Shown once. */
  readonly text: string;
  readonly hint: string;
  readonly hash: string;
}

/** Who asks, and with what. */
export interface AdminContext {
  readonly session: AdminSession;
  readonly requestId: string;
  readonly address: string;
  readonly deps: AdminDeps;
}
