/** What the verbs of this room need of the rest of the house; app.ts hands it in. */
import type { AdminSession } from '#core/actor.ts';
import type { ConfigDocument } from '#core/config/document.ts';
import type { ConfigProblem } from '#core/config/problem.ts';
import type { Catalogue } from '#core/cost/model-facts.ts';
import type { AnyPlugin } from '#core/plugin.ts';
import type { Clock, Transport } from '#core/ports.ts';
import type { AnyProvider } from '#core/provider.ts';
import type { BuildResult } from '#snapshot/build-snapshot.ts';
import type { Store } from '#store/store.ts';

export interface AdminDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly providers: readonly AnyProvider[];
  readonly plugins: readonly AnyPlugin[];
  readonly catalogue: Catalogue;
  /** Builds a snapshot to see whether it can be built, and throws it away. */
  readonly check: (document: ConfigDocument) => readonly ConfigProblem[];
  /** Builds one to try things out with: its plugins have state that nobody else sees, and write no log. */
  readonly buildApart: (document: ConfigDocument, revision: number) => BuildResult;
  /** Puts the newest stored configuration in force in this process; resolves when new calls run on it. */
  readonly publish: () => Promise<void>;
  /** Why an address may not be used as a base URL; undefined where it may. */
  readonly addressProblem: (url: string, allowPrivateNetwork: boolean) => string | undefined;
  /** Random characters for ids; `newId('prv')` gives `prv_…`. */
  readonly newId: (prefix: string) => string;
  /** Keyed digest of a secret, short enough to show. */
  readonly fingerprint: (secret: string) => string;
  /** A new API key with the hash that is kept of it; a new secret for a key where its public id is given. */
  readonly mintKey: (publicId?: string) => MintedKey;
  /** Sends with the secrets that are stored. */
  readonly transport: Transport;
  /** Sends with this secret whatever credential is named; for one test, and closed after it. */
  readonly transportWith: (secret: string) => ClosableTransport;
  /** Tries the way to an address, step by step, without sending a request. */
  readonly probe: (url: string, options: ProbeOptions) => Promise<readonly ProbeStep[]>;
}

export type ClosableTransport = Transport & { close(): Promise<void> };

export interface ProbeOptions {
  readonly allowPrivateNetwork: boolean;
  readonly signal: AbortSignal;
}

export interface ProbeStep {
  readonly name: 'POLICY' | 'DNS' | 'CONNECT' | 'TLS';
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly durationMs: number;
  /** For the administrator: addresses and codes are named. */
  readonly message: string;
}

export interface MintedKey {
  /** `key_<public id>` */
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
