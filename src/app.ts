/** The composition root: makes every real thing once, hands it to the rooms that need it, and takes it down again. */
import { join } from 'node:path';
import type { AdminDeps } from '#admin/admin-deps.ts';
import { createSignIn, type SignIn } from '#admin/sign-in.ts';
import { openCatalogue } from '#catalogue/open-catalogue.ts';
import type { Log } from '#core/ports.ts';
import { createEventHub } from '#events/event-hub.ts';
import type { Readiness } from '#http/health.ts';
import { identify } from '#http/identify.ts';
import { systemClock as clock } from '#observe/clock.ts';
import { createLogFiles } from '#observe/log-files.ts';
import { createMetrics } from '#observe/metrics.ts';
import { createOutboxes } from '#observe/outbox.ts';
import type { PipelineDeps } from '#pipeline/call.ts';
import { plugins as builtIn } from '#plugins/registry.ts';
import { providers } from '#providers/registry.ts';
import { followConfig } from '#snapshot/follow-config.ts';
import { createSnapshotHolder } from '#snapshot/snapshot-holder.ts';
import { createAdminDeps } from '#src/app/admin-deps.ts';
import { createCompiler } from '#src/app/configuration.ts';
import { createDoors } from '#src/app/doors.ts';
import { createKeyring } from '#src/app/keyring.ts';
import { closeWithin, listen } from '#src/app/listen.ts';
import { loadOwnPlugins } from '#src/app/own-plugins/load-own-plugins.ts';
import { forgetOldCalls } from '#src/app/retention.ts';
import { VERSION } from '#src/app/version.ts';
import type { Settings } from '#src/settings.ts';
import { createMemoryKeyValue } from '#src/state/memory-key-value.ts';
import { namespaced } from '#src/state/namespaced.ts';
import { openStore } from '#store/open-store.ts';
import { loadSecretKey } from '#store/secret-key.ts';
import { createHttpClient } from '#upstream/http-client.ts';
import { createTransport } from '#upstream/transport.ts';

export interface App {
  /** Where callers come in; without a slash at its end. */
  readonly publicUrl: string;
  /** Where administrators come in; null where they may not. */
  readonly adminUrl: string | null;
  readonly signIn: SignIn;
  readonly admin: AdminDeps;
  readonly settings: Settings;
  /** A patient stop lets what has begun come to its end, as long as the settings say. */
  stop(options: { readonly patient: boolean }): Promise<void>;
}

const FOLLOW_INTERVAL_MS = 500;
/** Time to hand over what plugins have gathered, at the stop. */
const LAST_ROUND_MS = 3_000;
const MEMORY = { maxEntries: 200_000, maxBytes: 128 * 1_024 * 1_024 } as const;

/** @throws StartProblem, StoreProblem with a message for the operator */
export async function startApp(settings: Settings, log: Log): Promise<App> {
  const own = settings.pluginsDirectory === null ? [] : await loadOwnPlugins(settings.pluginsDirectory, builtIn);
  const plugins = [...builtIn, ...own];
  const folder = settings.dataDirectory;
  const secretKey = await loadSecretKey({ fromSettings: settings.secretKey, file: join(folder, 'secret.key') });
  const store = await openStore({ file: join(folder, 'gatehouse.db'), secretKey, clock, log });
  const keyring = createKeyring(store.root);
  const events = createEventHub();
  const memory = createMemoryKeyValue({ clock, ...MEMORY });
  const http = createHttpClient(log);
  const metrics = createMetrics();
  const outboxes = createOutboxes(log);
  const catalogue = openCatalogue();
  const compiler = createCompiler({
    catalogue,
    plugins,
    clock,
    log,
    keyValue: namespaced(memory, 'plugins'),
    http,
    metrics,
    openOutbox: outboxes.open,
    files: createLogFiles(settings.logDirectory),
    secrets: settings.pluginSecrets,
  });
  const holder = createSnapshotHolder(compiler.empty());
  const follower = followConfig({
    store: store.config,
    build: ({ document, revision }) => compiler.build(document, revision),
    holder,
    log,
    intervalMs: FOLLOW_INTERVAL_MS,
  });
  await follower.refresh();
  holder.onSwap(({ revision }) => events.publish({ type: 'config-changed', revision }));

  const inProcess = new Map(providers.flatMap(({ id, respond }) => (respond ? [[id, respond] as const] : [])));
  const transport = createTransport({ secrets: store.secrets, log, inProcess });
  const transportWith = (secret: string) => createTransport({ secrets: { open: () => secret }, log, inProcess });
  const admin = createAdminDeps({
    store,
    catalogue,
    clock,
    keyring,
    compiler,
    plugins,
    publish: follower.refresh,
    transport,
    transportWith,
  });
  const signIn = createSignIn({
    sessions: store.sessions,
    keyValue: namespaced(memory, 'sign-in'),
    clock,
    adminToken: settings.adminToken,
    publicUrl: settings.publicUrl,
  });
  const pipeline: PipelineDeps = {
    transport,
    clock,
    log,
    observer: {
      callEnded(record) {
        store.calls.append(record);
        events.publish({ type: 'call-ended', record });
      },
    },
    random: Math.random,
  };

  let draining = false;
  const readiness = (): Readiness => {
    if (draining) return { type: 'draining' };
    const { storeAvailable, problems } = follower.status();
    const degraded = [...(storeAvailable ? [] : ['store']), ...(problems.length > 0 ? ['configuration'] : [])];
    return { type: 'ready', revision: holder.current().revision, degraded };
  };
  // Filled in below: the port is known once it is bound, and may have been left to the system.
  const server = { version: VERSION, publicUrl: settings.publicUrl ?? '', store: 'sqlite' };
  const { hasher, newCallId } = keyring;
  const { maxBodyBytes, maxConnections, allowedHosts, allowedOrigins } = settings;
  const doors = createDoors({
    chat: { snapshots: holder, pipeline, hasher, newCallId, maxBodyBytes },
    graphql: {
      pipeline,
      snapshots: holder,
      admin,
      events,
      server: () => server,
      newCallId,
      newComparisonId: () => keyring.newId('cmp'),
      identify: (visitor, snapshot) => identify(visitor, snapshot, hasher, clock.now()),
      authenticateAdmin: (visitor) => signIn.authenticate(visitor),
    },
    signIn,
    metrics,
    readiness,
    allowedHosts,
    allowedOrigins,
    maxBodyBytes,
    maxConnections,
    log,
    admin: settings.admin,
  });
  const stopForgetting = forgetOldCalls(store.calls, settings.callRetentionMs, { clock, log });

  async function close(): Promise<void> {
    stopForgetting();
    follower.close();
    events.close();
    await doors.close();
    await transport.close();
    await outboxes.close(LAST_ROUND_MS);
    await http.close();
    await store.close();
  }

  try {
    const { host, port } = settings;
    const place = { host, port, settings: { host: 'GATEHOUSE_HOST', port: 'GATEHOUSE_PORT' } };
    const publicUrl = await listen(doors.publicServer, place);
    server.publicUrl ||= publicUrl;
    const adminUrl = await listenForAdmins(settings, doors.adminServer, publicUrl);
    return {
      publicUrl,
      adminUrl,
      signIn,
      admin,
      settings,
      async stop({ patient }) {
        draining = true;
        if (patient) await new Promise((resolve) => setTimeout(resolve, settings.drainDelayMs));
        const limitMs = patient ? settings.drainTimeoutMs : 0;
        const servers = new Set([doors.publicServer, doors.adminServer ?? doors.publicServer]);
        const closing = [...servers].map((one) => closeWithin(one, limitMs));
        // What follows configuration or calls has no end of its own.
        events.close();
        await doors.closeSockets(limitMs);
        await Promise.all(closing);
        await close();
      },
    };
  } catch (thrown) {
    doors.publicServer.close();
    await close();
    throw thrown;
  }
}

async function listenForAdmins(
  { admin }: Settings,
  server: ReturnType<typeof createDoors>['adminServer'],
  publicUrl: string,
): Promise<string | null> {
  if (admin.type === 'shared') return publicUrl;
  if (admin.type === 'off' || !server) return null;
  const { host, port } = admin;
  return listen(server, { host, port, settings: { host: 'GATEHOUSE_ADMIN_HOST', port: 'GATEHOUSE_ADMIN_PORT' } });
}
