/** The HTTP door of one GraphQL surface: decides who may come in at all, then hands over to Yoga, or shows GraphiQL. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { AdminSession } from '#core/actor.ts';
import { GatewayError, toGatewayError } from '#core/error/gateway-error.ts';
import type { GraphqlDeps, Visitor } from '#graphql/context.ts';
import { ADMIN_LIMITS, PUBLIC_LIMITS } from '#graphql/document-limits.ts';
import { createGraphiqlPage, wantsGraphiql } from '#graphql/graphiql.ts';
import { extensionsOf } from '#graphql/mask-error.ts';
import { visitorOf } from '#graphql/visitor.ts';
import { createGraphqlYoga, type GraphqlYoga } from '#graphql/yoga.ts';
import { checkOrigin } from '#http/check-origin.ts';

export type Surface = 'public' | 'admin';

export const ENDPOINTS = { public: '/graphql', admin: '/admin/graphql' } as const satisfies Record<Surface, string>;

export interface GraphqlDoorOptions {
  readonly surface: Surface;
  readonly schema: GraphQLSchema;
  /** Origins of pages that may use the door besides its own, such as `https://console.example.com`. */
  readonly allowedOrigins: readonly string[];
  readonly maxBodyBytes: number;
  readonly deps: GraphqlDeps;
}

export interface GraphqlDoor {
  readonly surface: Surface;
  /** Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** For other transports of the same surface: parse, validate and execute with all its limits. */
  readonly yoga: GraphqlYoga;
  readonly options: GraphqlDoorOptions;
  close(): Promise<void>;
}

export function createGraphqlDoor(options: GraphqlDoorOptions): GraphqlDoor {
  const { surface, schema, maxBodyBytes, deps } = options;
  const limits = surface === 'admin' ? ADMIN_LIMITS : PUBLIC_LIMITS;
  const yoga = createGraphqlYoga({ schema, limits, endpoint: ENDPOINTS[surface], maxBodyBytes, deps });
  const page = createGraphiqlPage(surface, ENDPOINTS[surface]);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const visitor = visitorOf(request);
    const admin = surface === 'admin' ? await deps.authenticateAdmin(visitor) : null;
    if (wantsGraphiql(request)) {
      if (surface === 'public' || admin) await page.send(request, response);
      else response.writeHead(303, { location: '/admin/login' }).end();
      return;
    }
    checkRequest(request, visitor, admin, options);
    await yoga(request, response, { arrived: { visitor, admin, requestId: `req_${randomUUID()}`, callIds: [] } });
  }

  return {
    surface,
    yoga,
    options,
    async handle(request, response) {
      try {
        await answer(request, response);
      } catch (thrown) {
        const error = toGatewayError(thrown);
        if (error.code === 'INTERNAL') deps.pipeline.log.error('The GraphQL door failed.', { surface, error });
        refuse(request, response, error);
      }
    },
    async close() {
      await yoga.dispose();
    },
  };
}

const SIGN_IN =
  'Sign in first: open /admin/login in a browser, or send an admin token as "Authorization: Bearer <token>". Nothing here answers before.';

/** @throws GatewayError */
function checkRequest(
  request: IncomingMessage,
  visitor: Visitor,
  admin: AdminSession | null,
  { surface, allowedOrigins }: GraphqlDoorOptions,
): void {
  if (surface === 'admin') {
    if (!admin) throw new GatewayError('UNAUTHENTICATED', { message: SIGN_IN });
    checkOrigin(visitor, allowedOrigins);
  }
  // A form can send the other types across origins without the browser asking first.
  const type = visitor.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (request.method === 'POST' && type !== 'application/json') throw new GatewayError('UNSUPPORTED_MEDIA_TYPE');
}

function refuse(request: IncomingMessage, response: ServerResponse, error: GatewayError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const modern = request.headers.accept?.includes('application/graphql-response+json');
  const type = modern ? 'application/graphql-response+json' : 'application/json';
  response.writeHead(error.facts.status, {
    'content-type': `${type}; charset=utf-8`,
    ...(error.code === 'UNAUTHENTICATED' && { 'www-authenticate': 'Bearer' }),
  });
  response.end(JSON.stringify({ errors: [{ message: error.message, extensions: extensionsOf(error) }] }));
  // Whatever of the body is still on its way is not wanted.
  request.resume();
}
