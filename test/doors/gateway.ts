/** The HTTP doors on a real socket before a fake vendor, with a snapshot written by hand: for tests of the doors alone. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import OpenAI from 'openai';
import type { CallRecord } from '#core/call-record.ts';
import { DEFAULT_TIMEOUTS } from '#core/config/document.ts';
import type { BoundPlugin } from '#core/plugin.ts';
import type { Model, Route, Snapshot, SnapshotKey } from '#core/snapshot.ts';
import type { DoorDeps } from '#doors/door-deps.ts';
import { mintApiKey } from '#http/api-key.ts';
import { createCallIds } from '#http/call-id.ts';
import { createKeyHasher } from '#http/key-hasher.ts';
import { createListener } from '#http/listener.ts';
import { createRouter } from '#http/router.ts';
import { createNamedRouteDoor } from '#openai/named-route.ts';
import { createOpenaiDoors } from '#openai/openai-doors.ts';
import { openaiCompatible } from '#providers/openai-compatible.ts';
import { openTransport, type TestTransport } from '#test/support/transport.ts';
import { createUpstream, type Upstream } from '#test/support/upstream.ts';

export interface DoorGateway {
  /** Without a slash at its end. */
  readonly url: string;
  readonly port: number;
  readonly upstream: Upstream;
  /** Ends of calls, in order. */
  readonly records: readonly CallRecord[];
  readonly log: TestTransport['log'];
  /** May use the model `large` but not `secret`. */
  readonly key: string;
  /** The official client, which repeats nothing by itself. */
  readonly client: OpenAI;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Resolves when so many calls have ended. */
  ended(count: number): Promise<void>;
}

export const MAX_BODY_BYTES = 100_000;

const SECRET_MODEL = 'mdl_secret';

export async function startGateway(context: TestContext, plugins: readonly BoundPlugin[] = []): Promise<DoorGateway> {
  const upstream = await createUpstream();
  const transport = openTransport();
  const { log } = transport;
  const records: CallRecord[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const hasher = createKeyHasher('pepper of the tests');
  const minted = mintApiKey(randomBytes);
  const snapshot = snapshotOf(upstream.url, plugins, new Map([[minted.publicId, keyOf(hasher.hash(minted.secret))]]));
  const deps: DoorDeps = {
    snapshots: { current: () => snapshot },
    pipeline: {
      transport,
      clock: { now: () => Date.now(), elapsed: () => performance.now() },
      log,
      observer: {
        callEnded(record) {
          records.push(record);
          for (const { count, resolve } of waiting) if (records.length >= count) resolve();
        },
      },
      random: () => 0,
    },
    hasher,
    newCallId: createCallIds({ now: Date.now, randomBytes }),
    maxBodyBytes: MAX_BODY_BYTES,
  };
  const handle = createRouter(createOpenaiDoors(deps), createNamedRouteDoor(deps));
  const server = createListener({ handle, allowedHosts: ['127.0.0.1'], log });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(async () => {
    server.closeAllConnections();
    server.close();
    await transport.close();
    await upstream.close();
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    upstream,
    records,
    log,
    key: minted.text,
    client: new OpenAI({ baseURL: `${url}/v1`, apiKey: minted.text, maxRetries: 0 }),
    post: (path, body, headers = { authorization: `Bearer ${minted.text}` }) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    ended: (count) =>
      new Promise((resolve) => (records.length >= count ? resolve() : waiting.push({ count, resolve }))),
  };
}

function keyOf(hash: string): SnapshotKey {
  return {
    caller: {
      id: 'key_1',
      name: 'shop-backend',
      hint: 'gh_live_8f3k…9z',
      expiresAt: null,
      allowedModels: new Set(['mdl_large']),
      allowedRoutes: 'all',
      permissions: new Set(),
    },
    consumer: { id: 'csm_1', name: 'shop', groupIds: [], groupNames: [] },
    hashes: [{ hash, until: Number.POSITIVE_INFINITY }],
  };
}

function snapshotOf(
  vendorUrl: string,
  plugins: readonly BoundPlugin[],
  keys: ReadonlyMap<string, SnapshotKey>,
): Snapshot {
  const large = modelNamed('large', 'mdl_large', vendorUrl);
  const secret = modelNamed('secret', SECRET_MODEL, vendorUrl);
  const routes: Route[] = [
    { id: 'rte_test', name: 'test', path: '/test', access: 'anonymous', defaultModel: large, allowedModels: 'all' },
    { id: 'rte_team', name: 'team', path: '/team/chat', access: 'key', defaultModel: large, allowedModels: 'all' },
  ];
  return {
    revision: 7,
    builtAt: 1_700_000_000_000,
    routesByName: new Map(routes.map((route) => [route.name, route])),
    routesByPath: new Map(routes.map((route) => [route.path ?? '', route])),
    models: new Map([
      ['large', large],
      ['large-alias', large],
      ['secret', secret],
    ]),
    keys,
    chainOf: () => plugins,
  };
}

function modelNamed(name: string, id: string, baseUrl: string): Model {
  return {
    id,
    name,
    displayName: name,
    description: null,
    maxAttempts: 1,
    targets: [
      {
        name: 'only',
        provider: { id: 'prv_1', name: 'vendor' },
        adapter: openaiCompatible,
        // Parsed by the adapter's own schema, whose type the registry has forgotten.
        options: openaiCompatible.options.parse({}) as never,
        baseUrl,
        allowPrivateNetwork: true,
        timeouts: DEFAULT_TIMEOUTS,
        credentials: [{ id: 'crd_1', weight: 1 }],
        upstreamModel: `vendor-${name}`,
        priority: 0,
        weight: 1,
      },
    ],
  };
}
