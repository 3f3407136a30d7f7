/** Both GraphQL surfaces on a real socket, with a snapshot written by hand: for tests of the door alone. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AdminDeps } from '#admin/admin-deps.ts';
import type { AdminSession } from '#core/actor.ts';
import type { CallRecord } from '#core/call-record.ts';
import type { KeyCaller, KeyPermission } from '#core/caller.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { BoundPlugin } from '#core/plugin.ts';
import type { Model, Route, Snapshot } from '#core/snapshot.ts';
import { createEventHub, type EventHub } from '#events/event-hub.ts';
import type { GraphqlDeps } from '#graphql/context.ts';
import { createGraphqlDoor } from '#graphql/graphql-door.ts';
import { buildSchemas } from '#graphql/schema.ts';
import { createGraphqlSockets } from '#graphql/websocket.ts';
import { startVendor, testProvider, testTransport, type Vendor } from '#test/graphql/vendor.ts';

export interface TestGateway {
  readonly url: string;
  readonly adminUrl: string;
  readonly vendor: Vendor;
  /** Ends of calls, in order. */
  readonly records: CallRecord[];
  /** Ends of calls are published here too. */
  readonly events: EventHub;
  readonly faults: { message: string; fields: unknown }[];
  post(query: string, options?: PostOptions): Promise<Response>;
  /** The parsed answer of a successful POST. */
  ask(query: string, options?: PostOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface PostOptions {
  readonly variables?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
  readonly url?: string;
  readonly signal?: AbortSignal;
}

export interface Answer {
  // Tests know the shape that their own query gives.
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  readonly data?: any;
  readonly errors?: readonly { message: string; extensions?: Record<string, unknown> }[];
}

export const KEY = { authorization: 'Bearer good-key' };
export const SEEING_KEY = { authorization: 'Bearer seeing-key' };
export const ADMIN = { authorization: 'Bearer admin-token' };

const SCHEMAS = buildSchemas();

export async function startGateway(plugins: readonly BoundPlugin[] = []): Promise<TestGateway> {
  const vendor = await startVendor();
  const snapshot = snapshotOf(vendor.url, plugins);
  const records: CallRecord[] = [];
  const events = createEventHub();
  const faults: { message: string; fields: unknown }[] = [];
  let calls = 0;
  const deps: GraphqlDeps = {
    pipeline: {
      transport: testTransport,
      clock: { now: () => Date.now(), elapsed: () => performance.now() },
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (message, fields) => faults.push({ message, fields }),
      },
      observer: {
        callEnded(record) {
          records.push(record);
          events.publish({ type: 'call-ended', record });
        },
      },
      random: () => 0,
    },
    snapshots: { current: () => snapshot },
    events,
    server: () => ({ version: '0.0.0', publicUrl: 'http://gateway.example.com', store: 'none' }),
    // Nothing is stored behind this door: what asks for a store is tested with the whole gateway.
    admin: {} as AdminDeps,
    newCallId() {
      calls += 1;
      return `chat_${String(calls).padStart(26, '0')}`;
    },
    newComparisonId: () => `cmp_${calls}`,
    identify: ({ address, header }) => identify(address, header('authorization')),
    authenticateAdmin: async ({ header }) => (header('authorization') === ADMIN.authorization ? SESSION : null),
  };
  const common = { allowedOrigins: ['https://console.example.com'], maxBodyBytes: 1_000_000, deps };
  const doors = [
    createGraphqlDoor({ surface: 'public', schema: SCHEMAS.public, ...common }),
    createGraphqlDoor({ surface: 'admin', schema: SCHEMAS.admin, ...common }),
  ] as const;
  const sockets = [createGraphqlSockets(doors[0]), createGraphqlSockets(doors[1])] as const;
  const at = (url: string | undefined) => (url?.startsWith('/admin/') ? 1 : 0);
  const server = createServer((request, response) => void doors[at(request.url)].handle(request, response));
  server.on('upgrade', (request, socket, head) => sockets[at(request.url)].upgrade(request, socket, head));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `${origin}/graphql`;

  const post = (query: string, { variables, headers, url: other, signal }: PostOptions = {}) =>
    fetch(other ?? url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, ...(variables && { variables }) }),
      ...(signal && { signal }),
    });

  return {
    url,
    adminUrl: `${origin}/admin/graphql`,
    vendor,
    records,
    events,
    faults,
    post,
    ask: async (query, options) => (await (await post(query, options)).json()) as Answer,
    async close() {
      for (const one of sockets) await one.close();
      for (const one of doors) await one.close();
      server.closeAllConnections();
      server.close();
      await vendor.close();
    },
  };
}

const SESSION: AdminSession = { actor: { kind: 'user', id: 'usr_1', displayName: 'Ada' } };

function identify(address: string, authorization: string | undefined) {
  if (authorization === undefined || authorization === ADMIN.authorization)
    return { type: 'anonymous', address } as const;
  if (authorization === KEY.authorization) return keyCaller(address, []);
  if (authorization === SEEING_KEY.authorization) return keyCaller(address, ['see-targets', 'see-traces']);
  if (authorization === 'Bearer explode') throw new Error('database password is hunter2');
  throw new GatewayError('UNAUTHENTICATED');
}

function keyCaller(address: string, permissions: readonly KeyPermission[]): KeyCaller {
  return {
    type: 'key',
    address,
    consumer: { id: 'csm_1', name: 'shop', groupIds: [], groupNames: [] },
    key: {
      id: 'key_1',
      name: 'shop-backend',
      hint: 'gh_live_8f3k…9z',
      expiresAt: null,
      allowedModels: 'all',
      allowedRoutes: 'all',
      permissions: new Set(permissions),
    },
  };
}

const MODELS = ['broken', 'echo', 'flood', 'stall'];

function snapshotOf(baseUrl: string, plugins: readonly BoundPlugin[]): Snapshot {
  const models = new Map(MODELS.map((name) => [name, modelNamed(name, baseUrl)]));
  const route = (name: string, access: Route['access'], defaultModel: string): Route => ({
    id: `rte_${name}`,
    name,
    path: `/${name}`,
    access,
    defaultModel: models.get(defaultModel) ?? null,
    allowedModels: 'all',
  });
  const routes = [route('test', 'anonymous', 'echo'), route('team', 'key', 'echo')];
  return {
    revision: 7,
    builtAt: 0,
    routesByName: new Map(routes.map((one) => [one.name, one])),
    routesByPath: new Map(),
    models,
    keys: new Map(),
    chainOf: () => plugins,
  };
}

function modelNamed(name: string, baseUrl: string): Model {
  return {
    id: `mdl_${name}`,
    name,
    displayName: name,
    description: null,
    maxAttempts: 1,
    targets: [
      {
        name: 'only',
        provider: { id: 'prv_1', name: 'vendor' },
        adapter: testProvider,
        options: {} as never,
        baseUrl,
        allowPrivateNetwork: true,
        timeouts: { connectMs: 1_000, firstTokenMs: 10_000, idleMs: 10_000, totalMs: 60_000 },
        credentials: [],
        upstreamModel: name,
        priority: 0,
        weight: 1,
      },
    ],
  };
}
