/**
 * The same surface over WebSocket (protocol `graphql-transport-ws`). Each operation has an AbortController of its own:
 * graphql-ws waits for an operation's current step before it ends it, and a step may wait for a silent provider.
 * https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, GraphQLError } from 'graphql';
import { type Context, handleProtocols, makeServer, parseMessage, type SubscribePayload } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { AdminSession } from '#core/actor.ts';
import { toGatewayError } from '#core/error/gateway-error.ts';
import type { Visitor } from '#graphql/context.ts';
import type { GraphqlDoor } from '#graphql/graphql-door.ts';
import { maskError } from '#graphql/mask-error.ts';
import { attachSocket } from '#graphql/socket-adapter.ts';
import { visitorOf } from '#graphql/visitor.ts';
import { checkOrigin } from '#http/check-origin.ts';

export interface GraphqlSockets {
  /** Takes over a connection that asked to be upgraded at the path of this surface. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Says goodbye to every client once its operations have ended, to all that remain after so many milliseconds. */
  close(patienceMs?: number): Promise<void>;
}

/** A client that does not answer the goodbye is cut off. */
const GOODBYE_MS = 1_000;
const LARGEST_OPERATION_COUNT = 100;

interface Connection {
  readonly request: IncomingMessage;
  readonly socket: WebSocket;
  readonly operations: Map<string, AbortController>;
  /** Known once the client has introduced itself. */
  visitor: Visitor;
  admin: AdminSession | null;
}

type Execute = (args: ExecutionArgs) => unknown;

export function createGraphqlSockets({ surface, yoga, options }: GraphqlDoor): GraphqlSockets {
  const { deps, allowedOrigins, maxBodyBytes } = options;
  const { log } = deps.pipeline;
  const connections = new Set<Connection>();
  let closing = false;
  const engines = new WeakMap<object, { execute: Execute; subscribe: Execute }>();

  const server = makeServer<Record<string, unknown>, Connection>({
    execute: (args) => engines.get(args)?.execute(args) as never,
    subscribe: (args) => engines.get(args)?.subscribe(args) as never,
    async onConnect({ extra, connectionParams }) {
      extra.visitor = introduced(extra.request, connectionParams);
      if (surface === 'public') return true;
      extra.admin = await deps.authenticateAdmin(extra.visitor);
      return extra.admin !== null;
    },
    async onSubscribe({ extra }, id, payload) {
      if (closing) return [new GraphQLError('The gateway is stopping. Connect again.')];
      if (extra.operations.size >= LARGEST_OPERATION_COUNT)
        return [new GraphQLError(`At most ${LARGEST_OPERATION_COUNT} operations may run on one connection.`)];
      const controller = new AbortController();
      extra.operations.set(id, controller);
      try {
        return await prepare(extra, payload, controller.signal);
      } catch (thrown) {
        return [maskError(thrown, log)];
      }
    },
    onError: (_context, _id, _payload, errors) => errors.map((error) => maskError(error, log).toJSON()),
    onComplete({ extra }, id) {
      stop(extra, id);
      if (closing) closeIdle(extra);
    },
  });

  async function prepare(
    { visitor, admin }: Connection,
    params: SubscribePayload,
    signal: AbortSignal,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    // Yoga asks the request for its method and its signal; a method other than GET may carry any operation.
    const request = new Request('http://socket.invalid/', { method: 'POST', signal });
    const arrived = { visitor, admin, requestId: `req_${randomUUID()}`, callIds: [] };
    const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({
      arrived,
      request,
      params,
    });
    const document = parse(params.query);
    const errors = validate(schema, document);
    if (errors.length > 0) return errors;
    const args: ExecutionArgs = {
      schema,
      document,
      operationName: params.operationName ?? null,
      variableValues: params.variables ?? null,
      contextValue: await contextFactory(),
    };
    engines.set(args, { execute, subscribe });
    return args;
  }

  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxBodyBytes, handleProtocols });
  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    const connection: Connection = { request, socket, operations: new Map(), visitor: visitorOf(request), admin: null };
    connections.add(connection);
    attachSocket(socket, (peer) => server.opened(peer, connection), log);
    socket.on('message', (data) => stopCompleted(connection, String(data)));
    socket.once('close', () => {
      connections.delete(connection);
      for (const id of connection.operations.keys()) stop(connection, id);
    });
  });

  return {
    upgrade(request, socket, head) {
      try {
        checkOrigin(visitorOf(request), allowedOrigins);
      } catch (thrown) {
        refuseUpgrade(socket, toGatewayError(thrown).message);
        return;
      }
      sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
    },
    async close(patienceMs = 0) {
      closing = true;
      for (const connection of connections) closeIdle(connection);
      const timer = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, patienceMs + GOODBYE_MS);
      if (patienceMs === 0) for (const { socket } of connections) sayGoodbye(socket);
      await Promise.all([...connections].map(({ socket }) => new Promise((resolve) => socket.once('close', resolve))));
      clearTimeout(timer);
      sockets.close();
    },
  };
}

/** A browser cannot set headers on a socket, so the connection's parameters may carry what a header would. */
function introduced(request: IncomingMessage, params: Context['connectionParams']): Visitor {
  const visitor = visitorOf(request);
  const authorization = params?.authorization ?? params?.Authorization;
  if (typeof authorization !== 'string') return visitor;
  return {
    address: visitor.address,
    header: (name) => (name === 'authorization' ? authorization : visitor.header(name)),
  };
}

function closeIdle({ operations, socket }: Connection): void {
  if (operations.size === 0) sayGoodbye(socket);
}

function sayGoodbye(socket: WebSocket): void {
  socket.close(1001, 'Going away');
}

function stop({ operations }: Connection, id: string): void {
  operations.get(id)?.abort();
  operations.delete(id);
}

/** Before graphql-ws gets to it: its own end of an operation waits for the step that the operation is in. */
function stopCompleted(connection: Connection, data: string): void {
  if (!data.includes('"complete"')) return;
  try {
    const message = parseMessage(data);
    if (message.type === 'complete') stop(connection, message.id);
  } catch {
    // Not a message of the protocol: graphql-ws closes the connection with the reason.
  }
}

function refuseUpgrade(socket: Duplex, message: string): void {
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'FORBIDDEN' } }] });
  const head = [
    'HTTP/1.1 403 Forbidden',
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
