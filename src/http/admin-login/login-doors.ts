/** The doors of signing in and out as an administrator: `/admin/login` with its page, and `/admin/logout`. */
import { invalidRequest, toGatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject } from '#core/json.ts';
import type { Log } from '#core/ports.ts';
import { LOGIN_PAGE, LOGIN_PAGE_HEADERS } from '#http/admin-login/login-page.ts';
import { checkOrigin } from '#http/check-origin.ts';
import type { Exchange, Handler } from '#http/exchange.ts';
import type { Visitor } from '#http/identify.ts';
import { readJson } from '#http/read-json.ts';
import type { Door } from '#http/router.ts';

export interface LoginDeps {
  readonly signIn: {
    /** The value of a Set-Cookie header. @throws GatewayError UNAUTHENTICATED, RATE_LIMITED */
    redeem(token: string, visitor: Visitor): Promise<string>;
    /** The value of a Set-Cookie header. */
    signOut(visitor: Visitor): Promise<string>;
  };
  readonly allowedOrigins: readonly string[];
  readonly log: Log;
}

/** A token has 43 characters. */
const MAX_BYTES = 1_024;

export function createLoginDoors(deps: LoginDeps): readonly Door[] {
  return [
    { methods: ['GET'], path: '/admin/login', handle: showPage },
    { methods: ['POST'], path: '/admin/login', handle: createRedeem(deps) },
    { methods: ['POST'], path: '/admin/logout', handle: createSignOut(deps) },
  ];
}

const showPage: Handler = ({ method, response }) => {
  response.writeHead(200, { ...LOGIN_PAGE_HEADERS, 'content-length': LOGIN_PAGE.length });
  response.end(method === 'HEAD' ? undefined : LOGIN_PAGE);
};

function createRedeem({ signIn, allowedOrigins, log }: LoginDeps): Handler {
  return async (exchange) => {
    const { address } = exchange;
    // Otherwise another page could sign its visitor in to a session that its author knows.
    checkOrigin(exchange, allowedOrigins);
    const token = readToken(await readJson(exchange.request, { maxBytes: MAX_BYTES }));
    const setCookie = await signIn.redeem(token, exchange).catch((thrown: unknown) => {
      log.warn('A sign-in was refused.', { address, code: toGatewayError(thrown).code });
      throw thrown;
    });
    log.info('An administrator signed in.', { address });
    sendCookie(exchange, setCookie);
  };
}

function createSignOut({ signIn, allowedOrigins, log }: LoginDeps): Handler {
  return async (exchange) => {
    checkOrigin(exchange, allowedOrigins);
    sendCookie(exchange, await signIn.signOut(exchange));
    log.info('An administrator signed out.', { address: exchange.address });
  };
}

function readToken(body: unknown): string {
  const token = isJsonObject(body) ? body.token : undefined;
  if (typeof token === 'string' && token !== '') return token;
  throw invalidRequest([{ path: ['token'], message: 'Give the token of a login link.', code: 'required' }]);
}

function sendCookie({ response }: Exchange, setCookie: string): void {
  response.writeHead(204, { 'set-cookie': setCookie }).end();
}
