/** What the verbs of administrators work with, out of the real things. */
import type { AdminDeps, ClosableTransport } from '#admin/admin-deps.ts';
import type { Catalogue } from '#core/cost/model-facts.ts';
import type { AnyPlugin } from '#core/plugin.ts';
import type { Clock, Transport } from '#core/ports.ts';
import { providers } from '#providers/registry.ts';
import type { Compiler } from '#src/app/configuration.ts';
import type { Keyring } from '#src/app/keyring.ts';
import type { Store } from '#store/store.ts';
import { assertAddressAllowed } from '#upstream/egress-policy.ts';
import { probeConnection } from '#upstream/probe.ts';

export interface AdminDepsParts {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly keyring: Keyring;
  readonly compiler: Compiler;
  readonly plugins: readonly AnyPlugin[];
  readonly publish: () => Promise<void>;
  readonly transport: Transport;
  /** Signs with this secret whatever credential a request names. */
  readonly transportWith: (secret: string) => ClosableTransport;
}

const PROBE_TIMEOUT_MS = 5_000;

export function createAdminDeps(parts: AdminDepsParts): AdminDeps {
  const { store, catalogue, clock, keyring, compiler, plugins, publish, transport, transportWith } = parts;
  return {
    store,
    clock,
    providers,
    plugins,
    catalogue,
    check: compiler.check,
    buildApart: (document, revision) => compiler.apart().build(document, revision),
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
