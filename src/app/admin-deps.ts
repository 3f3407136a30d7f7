/** What the verbs of administrators work with, out of the real things. */
import type { AdminDeps, ClosableTransport } from '#admin/admin-deps.ts';
import type { Catalogue } from '#core/cost/model-facts.ts';
import type { Clock, HttpClient, Log, Metrics, Transport } from '#core/ports.ts';
import { plugins } from '#plugins/registry.ts';
import { providers } from '#providers/registry.ts';
import { type Compiler, createCompiler } from '#src/app/configuration.ts';
import type { Keyring } from '#src/app/keyring.ts';
import { createMemoryKeyValue } from '#src/state/memory-key-value.ts';
import type { Store } from '#store/store.ts';
import { assertAddressAllowed } from '#upstream/egress-policy.ts';
import { probeConnection } from '#upstream/probe.ts';

export interface AdminDepsParts {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly keyring: Keyring;
  readonly compiler: Compiler;
  readonly publish: () => Promise<void>;
  readonly transport: Transport;
  /** Signs with this secret whatever credential a request names. */
  readonly transportWith: (secret: string) => ClosableTransport;
}

const PROBE_TIMEOUT_MS = 5_000;

export function createAdminDeps(parts: AdminDepsParts): AdminDeps {
  const { store, catalogue, clock, keyring, compiler, publish, transport, transportWith } = parts;
  return {
    store,
    clock,
    providers,
    plugins,
    catalogue,
    check: compiler.check,
    buildApart: (document, revision) => apart(catalogue, clock).build(document, revision),
    publish,
    addressProblem: assertAddressAllowed,
    newId: keyring.newId,
    fingerprint: keyring.fingerprint,
    mintKey: keyring.mintKey,
    probe: (url, options) => probeConnection(url, { ...options, timeoutMs: PROBE_TIMEOUT_MS }),
    transport,
    transportWith,
  };
}

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

const NOBODY: HttpClient = { send: () => Promise.reject(new Error('A simulation asks nobody outside.')) };

const UNCOUNTED: Metrics = {
  counter: () => ({ add: () => undefined }),
  histogram: () => ({ observe: () => undefined }),
};

/** For one try: its state is gone with it. */
function apart(catalogue: Catalogue, clock: Clock): Compiler {
  const keyValue = createMemoryKeyValue({ clock, maxEntries: 10_000, maxBytes: 10_000_000 });
  return createCompiler({ catalogue, clock, log: SILENT, keyValue, http: NOBODY, metrics: UNCOUNTED });
}
