/** The verbs of administrators over a real database with the real check, in a folder that goes with the test. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { AdminContext, AdminDeps } from '#admin/admin-deps.ts';
import type { ChangeOutcome } from '#admin/change-config.ts';
import { openCatalogue } from '#catalogue/open-catalogue.ts';
import { systemClock } from '#observe/clock.ts';
import { createLogFiles } from '#observe/log-files.ts';
import { createMetrics } from '#observe/metrics.ts';
import { createOutboxes } from '#observe/outbox.ts';
import { plugins } from '#plugins/registry.ts';
import { providers } from '#providers/registry.ts';
import { createAdminDeps } from '#src/app/admin-deps.ts';
import { createCompiler } from '#src/app/configuration.ts';
import { createKeyring, type Keyring } from '#src/app/keyring.ts';
import { createMemoryKeyValue } from '#src/state/memory-key-value.ts';
import { openStore } from '#store/open-store.ts';
import { loadSecretKey } from '#store/secret-key.ts';
import type { Store } from '#store/store.ts';
import { collectingLog } from '#test/support/collecting-log.ts';
import { NO_HTTP } from '#test/support/registries.ts';
import { createTransport } from '#upstream/transport.ts';

export interface House {
  readonly store: Store;
  readonly context: AdminContext;
  readonly keyring: Keyring;
  /** The time as the verbs see it. */
  readonly time: { now: number };
  /** How often a change was put in force. */
  readonly published: () => number;
}

export const WRITE = { dryRun: false, comment: null };
export const DRY_RUN = { dryRun: true, comment: null };
export const ACTOR = { kind: 'user', id: 'usr_1', displayName: 'Ada' } as const;

export async function openHouse(test: TestContext, parts: Partial<AdminDeps> = {}): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-admin-'));
  const time = { now: 1_800_000_000_000 };
  const clock = { now: () => time.now, elapsed: systemClock.elapsed };
  const log = collectingLog();
  const secretKey = await loadSecretKey({ file: join(folder, 'secret.key') });
  const store = await openStore({ file: join(folder, 'gatehouse.db'), secretKey, clock, log });
  const keyring = createKeyring(store.root);
  const keyValue = createMemoryKeyValue({ clock, maxEntries: 1_000, maxBytes: 1_000_000 });
  const inProcess = new Map(providers.flatMap(({ id, respond }) => (respond ? [[id, respond] as const] : [])));
  const open = (secrets: Store['secrets']) => createTransport({ secrets, log, inProcess });
  const transport = open(store.secrets);
  const catalogue = openCatalogue();
  let published = 0;
  const deps = createAdminDeps({
    store,
    clock,
    keyring,
    catalogue,
    compiler: createCompiler({
      catalogue,
      plugins,
      clock,
      log,
      keyValue,
      http: NO_HTTP,
      metrics: createMetrics(),
      openOutbox: createOutboxes(log).open,
      files: createLogFiles(join(folder, 'logs')),
      secrets: new Map(),
    }),
    plugins,
    publish: async () => void published++,
    transport,
    transportWith: (secret) => open({ open: () => secret }),
  });
  test.after(async () => {
    await transport.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    store,
    context: { session: { actor: ACTOR }, requestId: 'req_1', address: '127.0.0.1', deps: { ...deps, ...parts } },
    keyring,
    time,
    published: () => published,
  };
}

type Changed<Result> = Extract<ChangeOutcome<Result>, { type: 'changed' }>;

export async function changed<Result>(pending: Promise<ChangeOutcome<Result>>): Promise<Changed<Result>> {
  const outcome = await pending;
  assert.equal(outcome.type, 'changed', JSON.stringify(outcome.type === 'refused' ? outcome.problems : outcome.type));
  return outcome as Changed<Result>; // Just asserted.
}

/** What was refused, as `code path`. */
export async function refused(pending: Promise<ChangeOutcome<unknown>>): Promise<readonly string[]> {
  const outcome = await pending;
  assert.equal(outcome.type, 'refused');
  return outcome.type === 'refused' ? outcome.problems.map(({ code, path }) => `${code} ${path.join('.')}`) : [];
}

export async function revisionOf({ store }: House, id: string): Promise<number> {
  return (await store.config.load()).meta.get(id)?.revision ?? 0;
}
