/** The doors of signing in on a real socket, over a real store, with a clock that the test moves. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createSignIn, type SignIn, type SignInDeps } from '#admin/sign-in.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { Secret } from '#core/secret.ts';
import { createLoginDoors } from '#http/admin-login/login-doors.ts';
import type { Handler } from '#http/exchange.ts';
import { createListener } from '#http/listener.ts';
import { createRouter } from '#http/router.ts';
import { sendJson } from '#http/send-json.ts';
import { createMemoryKeyValue } from '#src/state/memory-key-value.ts';
import { openStore } from '#store/open-store.ts';
import { loadSecretKey } from '#store/secret-key.ts';
import { collectingLog } from '#test/support/collecting-log.ts';

export const HOUR_MS = 3_600_000;
export const ADMIN_TOKEN = randomBytes(32).toString('hex');

export interface LoginHouse {
  readonly url: string;
  readonly signIn: SignIn;
  /** Every byte of the store, as text. */
  stored(): Promise<string>;
  logged(): string;
  /** Lets time pass. */
  pass(milliseconds: number): void;
  /** The token of a new link. */
  newToken(): Promise<string>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** The kind of administrator that the gateway takes the bearer of these headers for. */
  who(headers?: Record<string, string>): Promise<string | null>;
  /** Signs in, and gives the Cookie header of the session. */
  enter(): Promise<string>;
}

export async function openLoginHouse(context: TestContext, parts: Partial<SignInDeps> = {}): Promise<LoginHouse> {
  let now = Date.UTC(2026, 0, 1);
  const clock = { now: () => now, elapsed: () => now };
  const log = collectingLog();
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-login-'));
  const secretKey = await loadSecretKey({ file: join(folder, 'secret.key') });
  const store = await openStore({ file: join(folder, 'gatehouse.db'), secretKey, clock, log });
  const signIn = createSignIn({
    sessions: store.sessions,
    keyValue: createMemoryKeyValue({ clock, maxEntries: 100, maxBytes: 100_000 }),
    clock,
    adminToken: new Secret(ADMIN_TOKEN),
    publicUrl: 'https://gate.example.com',
    ...parts,
  });
  const whoIsIt: Handler = async (exchange) => {
    const session = await signIn.authenticate(exchange);
    if (!session) throw new GatewayError('UNAUTHENTICATED');
    sendJson(exchange, { status: 200, body: JSON.stringify(session.actor.kind) });
  };
  const handle = createRouter(createLoginDoors({ signIn, allowedOrigins: [], log }), whoIsIt);
  const server = createListener({ handle, allowedHosts: ['127.0.0.1'], log });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(async () => {
    server.closeAllConnections();
    server.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const post: LoginHouse['post'] = (path, body, headers) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const newToken = async () => new URL(await signIn.createLoginLink(url)).hash.slice('#token='.length);

  return {
    url,
    signIn,
    async stored() {
      const files = (await readdir(folder)).filter((name) => name.startsWith('gatehouse.db'));
      return (await Promise.all(files.map((name) => readFile(join(folder, name), 'latin1')))).join('');
    },
    logged: () => JSON.stringify(log.lines),
    pass(milliseconds) {
      now += milliseconds;
    },
    newToken,
    post,
    async who(headers = {}) {
      const answer = await fetch(`${url}/who`, { headers });
      return answer.ok ? ((await answer.json()) as string) : null;
    },
    async enter() {
      const answer = await post('/admin/login', { token: await newToken() });
      assert.equal(answer.status, 204);
      return String(answer.headers.get('set-cookie')?.split(';', 1)[0]);
    },
  };
}
