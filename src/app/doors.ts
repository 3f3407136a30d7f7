/** Puts the doors together: which paths each listener answers, and what takes a connection that asks to be upgraded. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SignIn } from '#admin/sign-in.ts';
import { createAnthropicDoors } from '#anthropic/anthropic-doors.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Log } from '#core/ports.ts';
import type { DoorDeps } from '#doors/door-deps.ts';
import type { GraphqlDeps } from '#graphql/context.ts';
import { createGraphqlDoor, ENDPOINTS, type GraphqlDoor, type Surface } from '#graphql/graphql-door.ts';
import { buildSchemas } from '#graphql/schema.ts';
import { createGraphqlSockets, type GraphqlSockets } from '#graphql/websocket.ts';
import { createLoginDoors } from '#http/admin-login/login-doors.ts';
import type { Handler } from '#http/exchange.ts';
import { createHealthDoors, type Readiness } from '#http/health.ts';
import { createListener } from '#http/listener.ts';
import { createMetricsDoor, type MetricsDeps } from '#http/metrics-door.ts';
import { refuseConnection } from '#http/refuse-connection.ts';
import { createRouter, type Door } from '#http/router.ts';
import { createNamedRouteDoor } from '#openai/named-route.ts';
import { createOpenaiDoors } from '#openai/openai-doors.ts';
import type { AdminPlace } from '#src/settings.ts';

export interface DoorOptions {
  readonly chat: DoorDeps;
  readonly graphql: GraphqlDeps;
  readonly signIn: SignIn;
  readonly metrics: MetricsDeps['metrics'];
  readonly readiness: () => Readiness;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly maxBodyBytes: number;
  readonly maxConnections: number;
  readonly log: Log;
  readonly admin: AdminPlace;
}

export interface Doors {
  readonly publicServer: Server;
  /** A listener of their own, where administrators come in apart. */
  readonly adminServer: Server | null;
  /** Says goodbye to those who hold a socket open, once their operations have ended or the time is over. */
  closeSockets(patienceMs: number): Promise<void>;
  close(): Promise<void>;
}

interface GraphqlSurface {
  readonly door: GraphqlDoor;
  readonly sockets: GraphqlSockets;
}

export function createDoors(options: DoorOptions): Doors {
  const schemas = buildSchemas();
  const surfaceOf = (surface: Surface): GraphqlSurface => {
    const { graphql: deps, allowedOrigins, maxBodyBytes } = options;
    const door = createGraphqlDoor({ surface, schema: schemas[surface], allowedOrigins, maxBodyBytes, deps });
    return { door, sockets: createGraphqlSockets(door) };
  };
  const surfaces = { public: surfaceOf('public'), admin: surfaceOf('admin') };
  const both = [surfaces.public, surfaces.admin];
  const health = createHealthDoors(options.readiness);
  const callerDoors: readonly Door[] = [
    ...health,
    ...createOpenaiDoors(options.chat),
    ...createAnthropicDoors(options.chat),
    graphqlDoor(surfaces.public.door),
    { methods: ['GET'], path: '/', handle: redirectTo(ENDPOINTS.public) },
  ];
  const adminDoors: readonly Door[] = [
    ...createLoginDoors(options),
    createMetricsDoor({
      metrics: options.metrics,
      isAdmin: async (visitor) => (await options.signIn.authenticate(visitor)) !== null,
    }),
    graphqlDoor(surfaces.admin.door),
    { methods: ['GET'], path: '/admin', handle: redirectTo(ENDPOINTS.admin) },
  ];

  const serve = (doors: readonly Door[], fallback: Handler, open: readonly GraphqlSurface[]): Server =>
    createListener({
      handle: createRouter(doors, fallback),
      upgrade: upgradeTo(open),
      allowedHosts: options.allowedHosts,
      maxConnections: options.maxConnections,
      log: options.log,
    });

  const named = createNamedRouteDoor(options.chat);
  const isShared = options.admin.type === 'shared';
  const publicServer = isShared
    ? serve([...callerDoors, ...adminDoors], named, [surfaces.public, surfaces.admin])
    : serve(callerDoors, named, [surfaces.public]);
  const adminServer =
    options.admin.type === 'apart' ? serve([...health, ...adminDoors], nothingHere, [surfaces.admin]) : null;

  return {
    publicServer,
    adminServer,
    async closeSockets(patienceMs) {
      await Promise.all(both.map(({ sockets }) => sockets.close(patienceMs)));
    },
    async close() {
      await Promise.all(both.map(({ door }) => door.close()));
    },
  };
}

function graphqlDoor(door: GraphqlDoor): Door {
  const handle: Handler = ({ request, response }) => door.handle(request, response);
  return { methods: ['GET', 'POST', 'OPTIONS'], path: ENDPOINTS[door.surface], handle };
}

function redirectTo(location: string): Handler {
  return ({ response }) => {
    response.writeHead(303, { location }).end();
  };
}

const nothingHere: Handler = () => {
  throw new GatewayError('NOT_FOUND', {
    message: 'This address is for administrators: /admin/graphql and /admin/login.',
  });
};

function upgradeTo(surfaces: readonly GraphqlSurface[]) {
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const path = (request.url ?? '').split('?', 1)[0];
    const found = surfaces.find(({ door }) => ENDPOINTS[door.surface] === path);
    if (found) found.sockets.upgrade(request, socket, head);
    else refuseConnection(socket, new GatewayError('NOT_FOUND'));
  };
}
